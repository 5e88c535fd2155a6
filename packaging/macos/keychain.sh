#!/usr/bin/env bash
# Opens a keychain for one build with the signing certificate from secrets, or takes it away again. See --help.
set -euo pipefail

say() { printf 'keychain: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

usage() {
    cat <<'END'
usage: packaging/macos/keychain.sh open     prints the identity's name for MACOS_SIGN_IDENTITY
       packaging/macos/keychain.sh close
       packaging/macos/keychain.sh --help

  MACOS_CERTIFICATE            the Developer ID Application certificate with its key, a .p12 file in Base64
  MACOS_CERTIFICATE_PASSWORD   that file's password

Without MACOS_CERTIFICATE "open" says so loudly, prints nothing and ends well: the build is then unsigned.
END
}

keychain=outtray-build.keychain-db

opened() {
    if [ -z "${MACOS_CERTIFICATE:-}" ]; then
        say "NOT SIGNED: MACOS_CERTIFICATE is not set. What is built starts on this computer alone."
        return
    fi
    command -v security >/dev/null || fail "security was not found. This runs on macOS."
    local work password identity
    work=$(mktemp -d)
    # shellcheck disable=SC2064  # the folder of now is meant
    trap "rm -rf '$work'" EXIT
    password=$(openssl rand -hex 24)
    printf '%s' "$MACOS_CERTIFICATE" | openssl base64 -d -A >"$work/certificate.p12" || fail "MACOS_CERTIFICATE is not Base64."
    security create-keychain -p "$password" "$keychain"
    security set-keychain-settings -lut 21600 "$keychain"
    security unlock-keychain -p "$password" "$keychain"
    security import "$work/certificate.p12" -P "${MACOS_CERTIFICATE_PASSWORD:-}" -T /usr/bin/codesign -t agg -f pkcs12 -k "$keychain" >/dev/null ||
        fail "The certificate could not be read. Is MACOS_CERTIFICATE_PASSWORD right?"
    # codesign may use the key without a prompt, which nobody would see.
    security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$keychain" >/dev/null
    # The user's keychains stay on the list beside it; the list is printed quoted, one a line.
    local line known=()
    while IFS= read -r line; do
        line=${line#*\"}
        known+=("${line%\"*}")
    done < <(security list-keychains -d user)
    security list-keychains -d user -s "$keychain" ${known[@]+"${known[@]}"}
    identity=$(security find-identity -v -p codesigning "$keychain" | sed -n 's/.*"\(Developer ID Application: .*\)"/\1/p' | head -n 1)
    [ -n "$identity" ] || fail "The certificate is no Developer ID Application certificate, or has ended."
    printf '%s\n' "$identity"
}

case ${1:-} in
    -h | --help) usage ;;
    open) opened ;;
    close) security delete-keychain "$keychain" 2>/dev/null || true ;;
    *) usage >&2; fail "Say open or close." ;;
esac
