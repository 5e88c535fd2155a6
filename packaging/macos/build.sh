#!/usr/bin/env bash
# Builds Outtray.app and its disk image from a checkout, for the processor it runs on. See --help.
set -euo pipefail
cd "$(dirname "$0")/../.."

say() { printf 'build: %s\n' "$*"; }
fail() { printf 'build: %s\n' "$*" >&2; exit 1; }

usage() {
    cat <<'END'
usage: packaging/macos/build.sh [--skip-smoke-test] [--help]

Makes a virtual environment with the hashed requirements, freezes the program into dist/Outtray.app, runs packaging/smoke_test.py
against it, signs it (sign.sh), has Apple notarise it (notarise.sh), and packs dist/outtray-VERSION-macos-PROCESSOR.dmg (dmg.sh).

  PYTHON                 the Python to build with (default: python3.13, else python3)
  MACOS_SIGN_IDENTITY    "Developer ID Application: …"; without it the application is signed for this computer alone, nothing is
                         notarised, and the image's name ends in -unsigned
  NOTARY_KEY_FILE, NOTARY_KEY_ID, NOTARY_ISSUER   see notarise.sh
END
}

smoke=yes
while [ $# -gt 0 ]; do
    case $1 in
        -h | --help) usage; exit 0 ;;
        --skip-smoke-test) smoke=no ;;
        *) usage >&2; fail "unknown option: $1" ;;
    esac
    shift
done

[ "$(uname -s)" = Darwin ] || fail "Outtray.app can only be built on macOS. This is $(uname -s)."
command -v codesign >/dev/null || fail "codesign was not found. Install the Xcode command line tools (xcode-select --install), then run this again."

python=${PYTHON:-}
if [ -z "$python" ]; then
    if command -v python3.13 >/dev/null; then python=python3.13; else python=python3; fi
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 12))' ||
    fail "$python is missing or older than 3.12. Install Python 3.13, or name one with PYTHON."

venv=build/venv
"$python" -m venv --clear "$venv" || fail "The virtual environment could not be made."
py=$venv/bin/python
"$py" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --requirement packaging/requirements/dev.txt ||
    fail "The packages could not be installed. pip's lines above say why."
version=$("$py" -c 'import desktop; print(desktop.__version__)') || fail "The version could not be read from desktop/__init__.py."
processor=$(uname -m)
say "Outtray $version for macOS ($processor)"

# The wheels' own floor; without it a library that is compiled here would be tied to this computer's macOS.
export MACOSX_DEPLOYMENT_TARGET=14.0
"$py" -m tools.package bundle --channel macos || fail "The program could not be frozen. The lines above say why."
app=dist/Outtray.app
[ -d "$app" ] || fail "PyInstaller reported success, but there is no $app."
for language in en zh-Hans; do
    mkdir -p "$app/Contents/Resources/$language.lproj"
    cp "packaging/macos/$language.lproj/InfoPlist.strings" "$app/Contents/Resources/$language.lproj/"
done
plutil -lint "$app/Contents/Info.plist" "$app"/Contents/Resources/*.lproj/InfoPlist.strings || fail "A property list in $app is broken."

packaging/macos/sign.sh "$app"
# After signing, so that what is tested is what the hardened runtime lets through.
if [ "$smoke" = yes ]; then
    "$py" packaging/smoke_test.py "$app/Contents/MacOS/outtray" || fail "The frozen program failed its smoke test."
fi

suffix=-unsigned
if [ -n "${MACOS_SIGN_IDENTITY:-}" ]; then
    suffix=
    packaging/macos/notarise.sh "$app"
fi
image=dist/outtray-$version-macos-$processor$suffix.dmg
packaging/macos/dmg.sh "$app" "$image"
if [ -n "${MACOS_SIGN_IDENTITY:-}" ]; then
    packaging/macos/sign.sh "$image"
    packaging/macos/notarise.sh "$image"
fi
say "$image"
say "SHA-256 $(shasum -a 256 "$image" | cut -d ' ' -f 1)"
