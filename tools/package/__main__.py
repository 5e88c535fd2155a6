"""Builds what users install: one verb a step, each a module with `main(argv)`; see `python -m tools.package --help`."""

import importlib
import sys

VERBS = {
    "bundle": ("tools.package.bundle", "freeze the program into dist/outtray, trim it, add the licences, check it"),
    "sizes": ("tools.package.sizes", "say what each part of dist/outtray costs"),
    "licences": ("tools.package.licences", "gather the licences of everything in dist/outtray"),
    "icons": ("tools.package.icons", "draw the application's icon in every size and form"),
    "deb": ("tools.package.deb", "make the Debian package of dist/outtray"),
    "tarball": ("tools.package.tarball", "make the portable .tar.gz of dist/outtray"),
    "root": ("tools.package.root", "try the Debian package in a bare Debian 12 (as root)"),
    "feed": ("tools.package.feed", "make and sign the update list, or the key it is signed with"),
}
"""A verb's module and what it does. A further step is a further line."""


def main(argv: list[str]) -> int:
    """Carry out one verb with its own arguments; return its exit code."""
    if not argv or argv[0] in ("-h", "--help"):
        sys.stdout.write("usage: python -m tools.package VERB …\n\n")
        sys.stdout.writelines(f"  {verb:10} {words}\n" for verb, (_, words) in VERBS.items())
        return 0 if argv else 2
    if argv[0] not in VERBS:
        sys.stderr.write(f"There is no verb {argv[0]}. There are: {', '.join(VERBS)}.\n")
        return 2
    try:
        return int(importlib.import_module(VERBS[argv[0]][0]).main(argv[1:]) or 0)
    except KeyboardInterrupt:
        sys.stderr.write("\nouttray: stopped\n")
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
