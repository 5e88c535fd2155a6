#!/usr/bin/env bash
# Sets the project up. "run" and "dev" make .venv; "libraries" sees to the system libraries that Qt needs, and with "test" also
# to the programs the tests talk to. Each may run again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'outtray: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 16))' 2>/dev/null; }

find_python() {
    local name
    for name in python3.13 python3.14 python3.12 python3.15 python3 "$HOME"/.pyenv/versions/3.1[2-5]*/bin/python; do
        if command -v "$name" >/dev/null 2>&1 && is_new_enough "$name"; then command -v "$name"; return; fi
    done
    if command -v uv >/dev/null 2>&1; then
        uv python install --quiet 3.13 >&2 && uv python find 3.13 && return
    fi
    fail "Python 3.12 or newer is needed and was not found. Install python3.12 or newer (or uv), then run this again."
}

make_venv() {
    local kind=$1 python
    if ! { [ -x .venv/bin/python ] && is_new_enough .venv/bin/python; }; then
        python=$(find_python)
        say "making .venv with $("$python" --version)"
        rm -rf .venv
        "$python" -m venv .venv || fail "The virtual environment can't be made. On Debian install python3-venv, then run this again."
    fi
    say "installing what Outtray stands on ($kind)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "packaging/requirements/$kind.txt"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
    touch .venv/.run
    if [ "$kind" = dev ]; then touch .venv/.dev; fi
}

# The Debian package of a library file that Qt may lack.
package_of() {
    case $1 in
        libEGL.so*) echo libegl1 ;;
        libGL.so*) echo libgl1 ;;
        libOpenGL.so*) echo libopengl0 ;;
        libxkbcommon-x11.so*) echo libxkbcommon-x11-0 ;;
        libxkbcommon.so*) echo libxkbcommon0 ;;
        libxcb-cursor.so*) echo libxcb-cursor0 ;;
        libxcb-icccm.so*) echo libxcb-icccm4 ;;
        libxcb-image.so*) echo libxcb-image0 ;;
        libxcb-keysyms.so*) echo libxcb-keysyms1 ;;
        libxcb-render-util.so*) echo libxcb-render-util0 ;;
        libxcb-render.so*) echo libxcb-render0 ;;
        libxcb-randr.so*) echo libxcb-randr0 ;;
        libxcb-shape.so*) echo libxcb-shape0 ;;
        libxcb-shm.so*) echo libxcb-shm0 ;;
        libxcb-sync.so*) echo libxcb-sync1 ;;
        libxcb-util.so*) echo libxcb-util1 ;;
        libxcb-xfixes.so*) echo libxcb-xfixes0 ;;
        libxcb-xkb.so*) echo libxcb-xkb1 ;;
        libxcb-xinput.so*) echo libxcb-xinput0 ;;
        libxcb.so*) echo libxcb1 ;;
        libX11-xcb.so*) echo libx11-xcb1 ;;
        libX11.so*) echo libx11-6 ;;
        libfontconfig.so*) echo libfontconfig1 ;;
        libfreetype.so*) echo libfreetype6 ;;
        libdbus-1.so*) echo libdbus-1-3 ;;
        libglib-2.0.so* | libgthread-2.0.so*) echo libglib2.0-0 ;;
        libgssapi_krb5.so*) echo libgssapi-krb5-2 ;;
        libSM.so*) echo libsm6 ;;
        libICE.so*) echo libice6 ;;
        libwayland-client.so*) echo libwayland-client0 ;;
        libwayland-cursor.so*) echo libwayland-cursor0 ;;
        libwayland-egl.so*) echo libwayland-egl1 ;;
        libzstd.so*) echo libzstd1 ;;
        *) echo "the package that holds $1" ;;
    esac
}

missing_libraries() {
    local qt
    qt=$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])')
    ldd "$qt"/Qt/lib/libQt6{Core,Gui,Widgets,DBus,Network}.so.6 "$qt"/Qt/plugins/platforms/libq{xcb,offscreen}.so 2>/dev/null |
        awk '/not found/ {print $1}' | sort -u
}

install_packages() {
    local why=$1; shift
    local packages=("$@") sudo=()
    if ! command -v apt-get >/dev/null 2>&1; then
        fail "$why. Install with your package manager: ${packages[*]}"
    fi
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null 2>&1 && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            sudo=(sudo)
        else
            fail "$why. Run: sudo apt-get install ${packages[*]}"
        fi
    fi
    say "$why: installing ${packages[*]}"
    "${sudo[@]}" apt-get update -qq >/dev/null 2>&1 || true
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null 2>&1 ||
        fail "$why, and apt-get could not install it. Run: sudo apt-get install ${packages[*]}"
}

see_to_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local library packages=()
    for library in $(missing_libraries); do packages+=("$(package_of "$library")"); done
    if [ ${#packages[@]} -gt 0 ]; then install_packages "Qt lacks system libraries" "${packages[@]}"; fi
    [ "${1:-}" = test ] || return 0
    packages=()
    command -v Xvfb >/dev/null 2>&1 || packages+=(xvfb)
    command -v dbus-run-session >/dev/null 2>&1 || packages+=(dbus)
    command -v gnome-keyring-daemon >/dev/null 2>&1 || packages+=(gnome-keyring)
    fc-list 2>/dev/null | grep -q 'Inter' || packages+=(fontconfig fonts-inter)
    fc-list 2>/dev/null | grep -qi 'CJK\|WenQuanYi' || packages+=(fonts-wqy-microhei)
    if [ ${#packages[@]} -gt 0 ]; then install_packages "The tests need programs that are not here" "${packages[@]}"; fi
}

case ${1:-} in
    run | dev) make_venv "$1" ;;
    libraries) see_to_libraries "${2:-}" ;;
    *) fail "usage: tools/setup.sh run|dev|libraries [test]" ;;
esac
