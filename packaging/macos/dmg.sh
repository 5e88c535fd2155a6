#!/usr/bin/env bash
# Packs Outtray.app into a disk image to drag it from. See --help.
set -euo pipefail

say() { printf 'dmg: %s\n' "$*"; }
fail() { printf 'dmg: %s\n' "$*" >&2; exit 1; }

usage() {
    cat <<'END'
usage: packaging/macos/dmg.sh Outtray.app IMAGE.dmg
       packaging/macos/dmg.sh --help

Makes a compressed, read-only image that holds the application and a link to Applications. An image that is there is replaced.
END
}

case ${1:-} in -h | --help) usage; exit 0 ;; esac
[ $# -eq 2 ] || { usage >&2; fail "Name the application and the image."; }
app=${1%/}
image=$2
[ -d "$app" ] || fail "There is no $app. Build it first."
command -v hdiutil >/dev/null || fail "hdiutil was not found. Disk images can only be made on macOS."

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
ditto "$app" "$stage/$(basename "$app")" || fail "$app could not be copied. Is there room on the disk?"
ln -s /Applications "$stage/Applications"
rm -f "$image"

# hdiutil finds its own volume busy now and then, when Spotlight looks into it.
for try in 1 2 3 4; do
    if hdiutil create -volname Outtray -srcfolder "$stage" -fs HFS+ -format UDZO -imagekey zlib-level=9 -ov -quiet "$image"; then break; fi
    [ "$try" -lt 4 ] || fail "hdiutil could not make $image. Its lines above say why."
    sleep $((5 * try))
done
hdiutil verify -quiet "$image" || fail "$image is damaged. Build it again."
say "$image"
