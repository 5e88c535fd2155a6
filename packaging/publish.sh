#!/usr/bin/env bash
# Makes a draft release of what the builds left in dist/, with checksums and the signed update list. See --help.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'publish: %s\n' "$*"; }
warn() { printf '%s%s\n' "${GITHUB_ACTIONS:+::warning::}" "$*"; }
fail() { printf 'publish: %s\n' "$*" >&2; exit 1; }

usage() {
    cat <<'END'
usage: packaging/publish.sh [--dry-run] TAG
       packaging/publish.sh --help

Checks that every installer of the release is in dist/, writes dist/SHA256SUMS, signs dist/outtray-updates.json, and makes a draft
release with all of it. A person looks at the draft and publishes it; then the update list goes to the home page (RELEASING.md).
If an installer is not signed, or UPDATE_KEY is not set, no update list is made: nobody is offered such a build.

  --dry-run            stop before the release is made
  UPDATE_KEY           the private key of the update list, in PEM; it is never printed and never written to a file
  GITHUB_SERVER_URL, GITHUB_REPOSITORY   where the release will be (workflows set them)
  GH_TOKEN             for gh, which makes the release
END
}

dry=no
tag=
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --dry-run) dry=yes ;;
        -*) usage >&2; fail "unknown option: $1" ;;
        *) tag=$1 ;;
    esac
    shift
done
[ -n "$tag" ] || { usage >&2; fail "Name the tag."; }
version=${tag#v}
[ "v$version" = "$tag" ] || fail "The tag $tag does not begin with v."
for name in GITHUB_SERVER_URL GITHUB_REPOSITORY; do
    [ -n "${!name:-}" ] || fail "$name is not set. GITHUB_SERVER_URL and GITHUB_REPOSITORY say where the release will be."
done
python=${PYTHON:-python3}

# What belongs to a release: the update list's channel and processor, and the file's name without “-unsigned”.
release_files() {
    cat <<END
deb x86_64 outtray_${version}_amd64.deb
portable x86_64 outtray-$version-linux-x86_64.tar.gz
windows x86_64 outtray-$version-windows-x64-setup.exe
macos arm64 outtray-$version-macos-arm64.dmg
macos x86_64 outtray-$version-macos-x86_64.dmg
END
}

files=()
listed=()
unsigned=()
while read -r channel processor name; do
    bare=${name%.*}
    if [ -f "dist/$name" ]; then
        files+=("dist/$name")
        listed+=(--file "$channel:$processor:dist/$name:$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/releases/download/$tag/$name")
    elif [ -f "dist/$bare-unsigned.${name##*.}" ]; then
        files+=("dist/$bare-unsigned.${name##*.}")
        unsigned+=("$bare-unsigned.${name##*.}")
    else
        fail "dist/$name is missing. Let its build run again."
    fi
done < <(release_files)

notes=$(mktemp -d)
trap 'rm -rf "$notes"' EXIT
"$python" - "$version" >"$notes/en.txt" <<'END' || fail "CHANGELOG.md has nothing to tell of version $version."
import sys

from tools.package.releases import own_releases

(release,) = [release for release in own_releases() if release.version == sys.argv[1]]
print("\n".join(f"- {point}" for point in release.points))
END

if [ ${#unsigned[@]} -gt 0 ]; then
    warn "NOT SIGNED: ${unsigned[*]}. No update list is made; don't publish this draft to everyone."
elif [ -z "${UPDATE_KEY:-}" ]; then
    warn "UPDATE_KEY is not set. No update list is made; installed copies won't hear of this release."
else
    if ! "$python" -c 'import cryptography' 2>/dev/null; then
        "$python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement packaging/requirements/run.txt ||
            fail "The packages could not be installed. pip's lines above say why."
    fi
    "$python" -m tools.package feed --version "$version" --notes "en=$notes/en.txt" "${listed[@]}" \
        --minimum deb=2.36 --minimum portable=2.35 --minimum windows=10.0.17763 --minimum macos=14.0 \
        --key-env UPDATE_KEY dist/outtray-updates.json || fail "The update list could not be made. The line above says why."
    files+=(dist/outtray-updates.json)
fi

(cd dist && sha256sum "${files[@]#dist/}" >SHA256SUMS)
files+=(dist/SHA256SUMS)
say "${#files[@]} files: ${files[*]#dist/}"
if [ "$dry" = yes ]; then
    say "dry run: no release is made"
    exit 0
fi
command -v gh >/dev/null || fail "gh was not found. Install GitHub's command line, then run this again."
gh release create "$tag" --repo "$GITHUB_REPOSITORY" --draft --verify-tag --title "Outtray $version" --notes-file "$notes/en.txt" "${files[@]}" ||
    fail "The draft could not be made. If there is one of this tag already, delete it first."
say "The draft of $tag is there. Look at it, publish it, then put outtray-updates.json on the home page."
