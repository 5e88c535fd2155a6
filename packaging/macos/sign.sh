#!/usr/bin/env bash
# Signs Outtray.app from the inside out, or a disk image. See --help.
set -euo pipefail

say() { printf 'sign: %s\n' "$*"; }
fail() { printf 'sign: %s\n' "$*" >&2; exit 1; }

usage() {
    cat <<'END'
usage: packaging/macos/sign.sh Outtray.app | IMAGE.dmg
       packaging/macos/sign.sh --help

Signs every library, then every framework, then the application, each with a secure time stamp and the hardened runtime; only the
application gets entitlements.plist. An existing signature is replaced, so that all of it carries one team id. Then it verifies.

  MACOS_SIGN_IDENTITY    "Developer ID Application: …" in a keychain that is open (keychain.sh opens one from secrets). Without it
                         an application gets a signature for this computer alone, which Apple silicon needs to start it at all.
END
}

[ $# -eq 1 ] || { usage >&2; fail "Name one application or one disk image."; }
case $1 in -h | --help) usage; exit 0 ;; esac
target=${1%/}
[ -e "$target" ] || fail "There is no $target. Build it first."
command -v codesign >/dev/null || fail "codesign was not found. This runs on macOS with the Xcode command line tools."

entitlements=$(cd "$(dirname "$0")" && pwd)/entitlements.plist
identity=${MACOS_SIGN_IDENTITY:-}
if [ -n "$identity" ]; then
    seal=(codesign --force --sign "$identity" --timestamp)
    runtime=(--options runtime)
else
    printf 'sign: NOT SIGNED FOR OTHERS: MACOS_SIGN_IDENTITY is not set. Gatekeeper refuses this build on any other computer.\n' >&2
    seal=(codesign --force --sign - --timestamp=none)
    runtime=()
fi

# Time stamp servers fail now and then; a few tries save a release.
sealed() {
    local try
    for try in 1 2 3 4; do
        if "${seal[@]}" ${runtime[@]+"${runtime[@]}"} "$@"; then return; fi
        if [ "$try" -lt 4 ]; then sleep $((5 * try)); fi
    done
    fail "codesign could not sign ${*: -1}. Its line above says why: the identity, a locked keychain, or the time stamp server."
}

# Paths of what is in a bundle, the deepest first: by the number of slashes.
deepest_first() { awk -F / '{ print NF "\t" $0 }' | sort -rn | cut -f 2-; }

is_code() { file -b "$1" | grep -q '^Mach-O'; }

sign_application() {
    local app=$1 program path
    program=$app/Contents/MacOS/$(plutil -extract CFBundleExecutable raw "$app/Contents/Info.plist") ||
        fail "$app has no readable Info.plist."
    # Loose libraries, and those in frameworks that are not their main binary; links are signed where they lead.
    while IFS= read -r path; do
        if [ "$path" != "$program" ] && is_code "$path"; then sealed "$path"; fi
    done < <(find "$app/Contents" -type f | deepest_first)
    while IFS= read -r path; do
        sealed "$path"
    done < <(find "$app/Contents" -type d -name '*.framework' | deepest_first)
    sealed --entitlements "$entitlements" "$app"
    codesign --verify --deep --strict --verbose=2 "$app" || fail "The signature of $app does not verify. Do not publish it."
    if [ -n "$identity" ]; then check_one_team "$app"; fi
}

# One library with another team id would be refused when it is loaded.
check_one_team() {
    local app=$1 team other path
    team=$(codesign -dv "$app" 2>&1 | sed -n 's/^TeamIdentifier=//p')
    if [ -z "$team" ] || [ "$team" = "not set" ]; then fail "$app carries no team id. Is $identity a Developer ID?"; fi
    while IFS= read -r path; do
        is_code "$path" || continue
        other=$(codesign -dv "$path" 2>&1 | sed -n 's/^TeamIdentifier=//p')
        [ "$other" = "$team" ] || fail "$path carries the team id $other, not $team."
    done < <(find "$app/Contents" -type f)
}

case $target in
    *.app) sign_application "$target" ;;
    *.dmg)
        [ -n "$identity" ] || fail "A disk image is only signed with a Developer ID. Set MACOS_SIGN_IDENTITY."
        runtime=()
        sealed "$target"
        codesign --verify --strict --verbose=2 "$target" || fail "The signature of $target does not verify. Do not publish it."
        ;;
    *) fail "$target is neither an application nor a disk image." ;;
esac
say "signed and verified: $target"
