#!/usr/bin/env bash
# Tells whether the version is the same wherever it stands. See --help.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { printf 'version: %s\n' "$*" >&2; exit 1; }

usage() {
    cat <<'END'
usage: packaging/check_version.sh [--help]

The version stands in desktop/__init__.py; pyproject.toml must say the same. For a tag (GITHUB_REF_NAME=v1.2.3 with
GITHUB_REF_TYPE=tag, as a workflow sets them) the tag must be it, and CHANGELOG.md must have that release with its day.
END
}

case ${1:-} in
    -h | --help) usage; exit 0 ;;
    "") ;;
    *) usage >&2; fail "unknown option: $1" ;;
esac

version=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' desktop/__init__.py)
[ -n "$version" ] || fail "desktop/__init__.py has no version."
project=$(sed -n 's/^version = "\(.*\)"$/\1/p' pyproject.toml)
[ "$project" = "$version" ] || fail "pyproject.toml says $project, desktop/__init__.py says $version. Make them the same."
if [ "${GITHUB_REF_TYPE:-}" = tag ]; then
    [ "${GITHUB_REF_NAME:-}" = "v$version" ] ||
        fail "The tag is ${GITHUB_REF_NAME:-missing}, but the version is $version. Delete the tag, set the version, tag again."
    grep -Eq "^## ${version//./\\.} \([0-9]{4}-[0-9]{2}-[0-9]{2}\)$" CHANGELOG.md ||
        fail "CHANGELOG.md has no heading for the release $version with its day. Write it, then tag again."
fi
printf 'version: %s\n' "$version"
