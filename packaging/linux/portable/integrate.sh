#!/bin/sh
# Puts this copy of Outtray into the applications menu of whoever runs it, or with --remove takes it out again.
# Nothing outside ${XDG_DATA_HOME:-~/.local/share} is touched, and nothing needs root.
set -eu
here=$(cd "$(dirname "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}

refresh() {
    if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q "$data/applications" || true; fi
    if command -v update-mime-database >/dev/null 2>&1; then update-mime-database "$data/mime" >/dev/null 2>&1 || true; fi
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
    # ENVIRON takes the path as it is; the replacement in awk's sub would read & and \ in it.
    PROGRAM=$here/outtray awk '
        /^TryExec=/ { print "TryExec=" ENVIRON["PROGRAM"]; next }
        /^Exec=outtray/ { print "Exec=\"" ENVIRON["PROGRAM"] "\"" substr($0, 13); next }
        { print }
    ' "$here/share/applications/outtray.desktop" >"$data/applications/outtray.desktop"
    cp "$here/share/mime/packages/outtray.xml" "$data/mime/packages/"
    cp -R "$here/share/icons/hicolor/." "$data/icons/hicolor/"
}

case ${1:-} in
    "") add; refresh; echo "Outtray is in your applications menu. Keep this folder where it is; after moving it, run this again." ;;
    --remove) remove; refresh; echo "Outtray is out of your applications menu. This folder and your data are as they were." ;;
    *) echo "usage: integrate.sh [--remove]" >&2; exit 2 ;;
esac
