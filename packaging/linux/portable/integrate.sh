#!/bin/sh
# Puts this copy of Outtray into the applications menu of whoever runs it, or with --remove takes it out again.
# Nothing else is touched but, when it goes, the entry by which it starts when its user signs in; nothing needs root.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}

refresh() {
    if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q "$data/applications" || true; fi
    if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$data/mime" >/dev/null 2>&1 || true; fi
}

stop_at_login() {
    login=${XDG_CONFIG_HOME:-$HOME/.config}/autostart/outtray.desktop
    if grep -q '^X-Outtray-Login' "$login" 2>/dev/null && grep -qF "$here/outtray" "$login"; then rm -f "$login"; fi
}

# Whether the menu entry is another copy's, as when a newer one was unpacked and put into the menu since.
is_anothers() {
    [ -e "$data/applications/outtray.desktop" ] && ! grep -qxF "TryExec=$here/outtray" "$data/applications/outtray.desktop"
}

remove() {
    rm -f "$data/applications/outtray.desktop" "$data/mime/packages/outtray.xml"
    for icon in "$data"/icons/hicolor/*/apps/outtray.png "$data"/icons/hicolor/scalable/apps/outtray.svg; do rm -f "$icon"; done
}

add() {
    case $here in *[\"\`\$\\%]*)
        echo "The path of this folder has a sign that a menu entry can't hold (one of \" \` \$ \\ %). Move it elsewhere, then run this again." >&2
        exit 1 ;;
    esac
    mkdir -p "$data/applications" "$data/mime/packages" "$data/icons/hicolor"
    # Quoted only where it must be: without GNOME or KDE, xdg-open of Debian 12 runs no quoted program, so no link would open.
    case $here in *[!A-Za-z0-9/._+-]*) quote='"' ;; *) quote= ;; esac
    # ENVIRON takes the path as it is; the replacement in awk's sub would read & and \ in it.
    PROGRAM=$here/outtray QUOTE=$quote awk '
        /^TryExec=/ { print "TryExec=" ENVIRON["PROGRAM"]; next }
        /^Exec=outtray/ { print "Exec=" ENVIRON["QUOTE"] ENVIRON["PROGRAM"] ENVIRON["QUOTE"] substr($0, 13); next }
        { print }
    ' "$here/share/applications/outtray.desktop" >"$data/applications/outtray.desktop"
    cp "$here/share/mime/packages/outtray.xml" "$data/mime/packages/"
    cp -R "$here/share/icons/hicolor/." "$data/icons/hicolor/"
}

case ${1:-} in
    "") add; refresh; echo "Outtray is in your applications menu. Keep this folder where it is; after moving it, run this again." ;;
    --remove)
        stop_at_login
        if is_anothers; then echo "Another copy of Outtray is in your applications menu, and stays there."; exit 0; fi
        remove; refresh; echo "Outtray is out of your applications menu. This folder and your data are as they were." ;;
    *) echo "usage: integrate.sh [--remove]" >&2; exit 2 ;;
esac
