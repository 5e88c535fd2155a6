#!/usr/bin/env bash
# Has Apple notarise a signed application or disk image, and staples the ticket to it. See --help.
set -euo pipefail

say() { printf 'notarise: %s\n' "$*"; }
fail() { printf 'notarise: %s\n' "$*" >&2; exit 1; }

usage() {
    cat <<'END'
usage: packaging/macos/notarise.sh Outtray.app | IMAGE.dmg
       packaging/macos/notarise.sh --help

Sends it to Apple, waits for the answer, staples the ticket, and asks Gatekeeper. The application is stapled before it is packed,
so that a copy dragged from the image also starts offline; then the image itself.

  NOTARY_KEY_FILE    the App Store Connect API key, AuthKey_….p8
  NOTARY_KEY_ID      its id
  NOTARY_ISSUER      the issuer's id
END
}

case ${1:-} in -h | --help) usage; exit 0 ;; esac
[ $# -eq 1 ] || { usage >&2; fail "Name one application or one disk image."; }
target=${1%/}
[ -e "$target" ] || fail "There is no $target. Build and sign it first."
command -v xcrun >/dev/null || fail "xcrun was not found. This runs on macOS with Xcode's tools."
for name in NOTARY_KEY_FILE NOTARY_KEY_ID NOTARY_ISSUER; do
    [ -n "${!name:-}" ] || fail "$name is not set. All three are needed: NOTARY_KEY_FILE, NOTARY_KEY_ID, NOTARY_ISSUER."
done
[ -f "$NOTARY_KEY_FILE" ] || fail "There is no key file $NOTARY_KEY_FILE."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
credentials=(--key "$NOTARY_KEY_FILE" --key-id "$NOTARY_KEY_ID" --issuer "$NOTARY_ISSUER")

case $target in
    *.app)
        sent=$work/$(basename "$target" .app).zip
        ditto -c -k --keepParent "$target" "$sent" || fail "$target could not be packed. Is there room on the disk?"
        gatekeeper=(spctl --assess --type execute --verbose=4 "$target")
        ;;
    *.dmg)
        sent=$target
        gatekeeper=(spctl --assess --type open --context context:primary-signature --verbose=4 "$target")
        ;;
    *) fail "$target is neither an application nor a disk image." ;;
esac

say "sending $(basename "$sent") to Apple; the answer usually takes a few minutes"
xcrun notarytool submit "$sent" "${credentials[@]}" --wait --timeout 45m --output-format json >"$work/answer.json" ||
    say "notarytool ended with an error; its answer follows"
status=$(plutil -extract status raw -o - "$work/answer.json" 2>/dev/null || true)
if [ "$status" != Accepted ]; then
    cat "$work/answer.json" >&2
    if id=$(plutil -extract id raw -o - "$work/answer.json" 2>/dev/null); then
        xcrun notarytool log "$id" "${credentials[@]}" >&2 || true
    fi
    fail "Apple did not accept $target (${status:-no answer}). The log above names each file and why."
fi
xcrun stapler staple "$target" || fail "The ticket could not be stapled to $target. Run this again in a few minutes."
xcrun stapler validate "$target" || fail "The ticket stapled to $target is not valid."
"${gatekeeper[@]}" || fail "Gatekeeper refuses $target although Apple accepted it. Do not publish it."
say "accepted and stapled: $target"
