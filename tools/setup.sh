#!/usr/bin/env bash
# Sets the project up. "run" and "dev" make .venv; "libraries" sees to the system libraries that Qt needs, and with "test" also
# to the programs that the tests talk to, with "bench" to those that figures are measured with, with "shots" to the fonts of the
# pictures, with "package" to what makes packages, with "package-test" to what tries them. Each may run again at any time.
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'outtray: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

is_new_enough() { "$1" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] < (3, 16))' 2>/dev/null; }

find_python() {
    local version python
    for version in 3.13 3.14 3.12 3.15; do
        for python in "python$version" "${PYENV_ROOT:-${HOME:-/root}/.pyenv}/versions/$version".*/bin/python; do
            if command -v "$python" >/dev/null 2>&1 && is_new_enough "$python"; then command -v "$python"; return; fi
        done
    done
    if is_new_enough python3; then command -v python3; return; fi
    if command -v uv >/dev/null 2>&1; then
        say "fetching Python 3.13 with uv"
        if uv python install --quiet 3.13 >/dev/null 2>&1 && python=$(uv python find 3.13 2>/dev/null); then echo "$python"; return; fi
    fi
    return 1
}

# Runs a command whose output nobody needs unless it fails; then its last error and where the rest is.
quietly() {
    local what=$1 log=.venv/setup.log; shift
    if "$@" >"$log" 2>&1; then return; fi
    fail "$what: $(grep -iE '^error|error:' "$log" | tail -n 1 | cut -c 1-240). All of it is in $log; mend that, then run this again."
}

make_venv() {
    local kind=$1 python
    if ! { is_new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
        python=$(find_python) ||
            fail "Python 3.12 or newer is needed and was not found. Install python3.13 or uv, then run this again."
        say "making .venv with $("$python" --version)"
        rm -rf .venv
        mkdir .venv
        quietly "The virtual environment can't be made (on Debian install python3-venv)" "$python" -m venv .venv
    fi
    say "installing what Outtray stands on ($kind)"
    local pip=(.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --root-user-action=ignore)
    quietly "The packages can't be installed" "${pip[@]}" --require-hashes --requirement "packaging/requirements/$kind.txt"
    quietly "Outtray can't be installed into .venv" "${pip[@]}" --no-deps --no-build-isolation --editable .
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
        libpulse.so*) echo libpulse0 ;;
        libXext.so*) echo libxext6 ;;
        libXrandr.so*) echo libxrandr2 ;;
        libdrm.so*) echo libdrm2 ;;
        *) echo "the package that holds $1" ;;
    esac
}

# What the linker does not find for the parts of Qt that a window stands on. Where there is no ldd (musl), nothing is known.
missing_libraries() {
    local qt
    qt=$(.venv/bin/python -c 'import importlib.util as u; print(u.find_spec("PySide6").submodule_search_locations[0])' 2>/dev/null) ||
        fail "What is installed in .venv is damaged. Run make clean, then this again."
    ldd "$qt"/Qt/lib/libQt6{Core,Gui,Widgets,DBus,Network}.so.6 "$qt"/Qt/plugins/platforms/libq{xcb,offscreen}.so \
        "$qt"/Qt/lib/libQt6{Multimedia,OpenGL,Qml,Quick,Quick3D}.so.6 "$qt"/Qt/plugins/multimedia/libffmpegmediaplugin.so 2>/dev/null |
        awk '/not found/ {print $1}' | sort -u || true
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
    if [[ " ${packages[*]} " == *" nginx-light "* ]]; then  # the program alone is wanted: no web server at work, now or later
        "${sudo[@]}" systemctl disable --now nginx >/dev/null 2>&1 || true
        "${sudo[@]}" service nginx stop >/dev/null 2>&1 || true
    fi
}

see_to_libraries() {
    [ "$(uname -s)" = Linux ] || return 0
    local library packages=() missing still
    missing=$(missing_libraries)
    for library in $missing; do packages+=("$(package_of "$library")"); done
    if [ ${#packages[@]} -gt 0 ]; then
        install_packages "Qt lacks system libraries" "${packages[@]}"
        still=$(missing_libraries | tr '\n' ' ')
        if [ -n "$still" ]; then fail "Qt still lacks system libraries: ${still% }. Install the packages that hold them."; fi
    fi
    packages=()
    case ${1:-} in test | bench | shots | package-test)
        command -v Xvfb >/dev/null 2>&1 || packages+=(xvfb)
        command -v dbus-run-session >/dev/null 2>&1 || packages+=(dbus)
        command -v gnome-keyring-daemon >/dev/null 2>&1 || packages+=(gnome-keyring)
    esac
    case ${1:-} in test | bench | shots)
        command -v xdotool >/dev/null 2>&1 || packages+=(xdotool)
        command -v sway >/dev/null 2>&1 || packages+=(sway)
        command -v xwininfo >/dev/null 2>&1 || packages+=(x11-utils)
        command -v gio >/dev/null 2>&1 || packages+=(libglib2.0-bin)
        [ -x /usr/libexec/at-spi-bus-launcher ] || packages+=(at-spi2-core)
        /usr/bin/python3 -c 'import pyatspi' >/dev/null 2>&1 || packages+=(python3-pyatspi)
        fc-list 2>/dev/null | grep 'Inter' >/dev/null || packages+=(fontconfig fonts-inter)
        fc-list 2>/dev/null | grep -i 'CJK\|WenQuanYi' >/dev/null || packages+=(fonts-wqy-microhei)
    esac
    if [ "${1:-}" = bench ]; then
        PATH=$PATH:/usr/sbin command -v nginx >/dev/null 2>&1 || packages+=(nginx-light)
        command -v aria2c >/dev/null 2>&1 || packages+=(aria2)
    fi
    case ${1:-} in package | package-test)
        command -v objdump >/dev/null 2>&1 || packages+=(binutils)
        command -v dpkg-deb >/dev/null 2>&1 || packages+=(dpkg)
    esac
    if [ "${1:-}" = package-test ]; then
        command -v debootstrap >/dev/null 2>&1 || [ -x /usr/sbin/debootstrap ] || packages+=(debootstrap)
        [ -e /usr/share/keyrings/debian-archive-keyring.gpg ] || packages+=(debian-archive-keyring)
        command -v lintian >/dev/null 2>&1 || packages+=(lintian)
        command -v desktop-file-validate >/dev/null 2>&1 || packages+=(desktop-file-utils)
        command -v appstreamcli >/dev/null 2>&1 || packages+=(appstream)
        /usr/bin/python3 -c 'import yaml' >/dev/null 2>&1 || packages+=(python3-yaml)
    fi
    if [ ${#packages[@]} -gt 0 ]; then install_packages "Programs that this needs are not here" "${packages[@]}"; fi
}

case ${1:-} in
    run | dev) make_venv "$1" ;;
    libraries) see_to_libraries "${2:-}" ;;
    *) fail "usage: tools/setup.sh run|dev|libraries [test|bench|shots|package|package-test]" ;;
esac
