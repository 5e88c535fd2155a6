#!/usr/bin/env python3
"""Tries a packaged Outtray out: `python packaging/smoke_test.py PROGRAM [CHECK …]`; PROGRAM is the program or the folder it is in.

The program tells facts about itself (`--self-check`) and is used as a user would; this script judges. It needs smoke_program.py
beside it, Python 3.11 or newer and nothing else of Python's, openssl, and on Linux xdotool. It makes a home folder of its own;
where there is no display, an Xvfb; where there is no session bus, one with an open keyring (gnome-keyring). It ends what it
started. Without the sources beside it, it leaves out what compares with them, and says so.
"""

import contextlib
import hashlib
import http.server
import json
import os
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from smoke_program import LINUX, Program, Wrong, must, surroundings

ROOT = Path(__file__).resolve().parents[1]
SOURCES = (ROOT / "desktop" / "__init__.py").is_file()
TASK = "1ec04ced-4b87-44f6-a296-beee80777941"
_OURS = re.compile(r"LD_LIBRARY_PATH|DYLD_LIBRARY_PATH|_PYI_|_MEIPASS|QT_PLUGIN_PATH|QML2?_IMPORT_PATH|QT_QPA_PLATFORM_PLUGIN_PATH")


# -- what is inside ------------------------------------------------------------------------------------------------------


def version(program: Program) -> None:
    """It says its version, and is a packaged copy that reads nothing from outside of itself."""
    said = program.run("--version")
    must(re.fullmatch(r"outtray \d+\.\d+\.\d+\n", said), f"“--version” said “{said}”.")
    if SOURCES:
        told = re.search(r'__version__ = "(.+)"', (ROOT / "desktop" / "__init__.py").read_text(encoding="utf-8"))
        must(told and said == f"outtray {told[1]}\n", f"“--version” said “{said}”, which is not that of these sources.")
    build = program.tell("build")
    must(build["frozen"], "It is no packaged program.")
    must(build["channel"] in ("portable", "deb", "flatpak", "windows", "macos"), f"Its channel is {build['channel']}.")
    for name in ("qt_plugins", "resources"):
        must(Path(build[name]).resolve().is_relative_to(program.inside.parent), f"It reads {name} from {build[name]}.")


def resources(program: Program) -> None:
    """Every resource is there and as it is in the sources, and no other."""
    sources, bundled = _hashes(ROOT / "resources"), _hashes(program.resources)
    must(len(sources) > 20, f"There are but {len(sources)} resources in the sources.")
    must(bundled.pop("build.json", None), "There is no record of the build.")
    differing = sorted(name for name in sources.keys() | bundled.keys() if sources.get(name) != bundled.get(name))
    must(not differing, f"These resources differ from the sources': {', '.join(differing[:5])}.")


def _hashes(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def modules(program: Program) -> None:
    """Every module of ours can be imported there, and with it all that it imports."""
    files = (path for path in (ROOT / "desktop").rglob("*.py") if path.name != "__main__.py")
    names = sorted(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in files)
    listed = program.home / "modules.txt"
    listed.write_text("\n".join(names), encoding="utf-8")
    facts = program.tell(f"imports={listed}")
    must(facts["count"] == len(names) > 300, f"It tried {facts['count']} of {len(names)} modules.")
    must(not facts["failed"], f"These can't be imported: {facts['failed']}")


def libraries(program: Program) -> None:
    """No shared library misses another one, and the plugins are those of the list."""
    sys.path.insert(0, str(ROOT))
    from tools.package import trim, verify

    faults = verify.faults_of(program.inside)
    must(not faults, " ".join(faults[:5]))
    there = {path.name for path in program.inside.rglob("plugins/*/*")}
    must({trim.plugin_stem(name) for name in there} >= {"qwebp", "ffmpegmediaplugin", "assimp"}, "Plugins are missing.")
    if LINUX:
        elf = [path for path in (program.path, *program.inside.rglob("*.so*")) if not path.is_symlink()]
        must(len(elf) > 80, f"There are but {len(elf)} libraries.")
        said = subprocess.run(
            ["ldd", *map(str, elf)],
            env=program.environ | {"LD_LIBRARY_PATH": str(program.inside)},
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        must(said.count("=>") > 500, "ldd did not say much.")
        missing = sorted({line.split()[0] for line in said.splitlines() if "not found" in line})
        must(not missing, f"The linker finds no {', '.join(missing)}.")


def licences(program: Program) -> None:
    """There is a licence text for each part that the index names."""
    folder = program.resources.parent / "licences"
    index = (folder / "LICENCES.txt").read_text(encoding="utf-8")
    texts = {name for line in re.findall(r"^    [^:]+: (.+\.(?:txt|md|rst))$", index, re.MULTILINE) for name in line.split(", ")}
    must(len(texts) > 30 and {"LGPL-3.0.txt", "Python.txt", "LGPL-2.1.txt"} <= texts, f"The index names {len(texts)} texts.")
    empty = sorted(name for name in texts if not (folder / name).is_file() or (folder / name).stat().st_size < 100)
    must(not empty, f"These licence texts are missing or empty: {', '.join(empty)}.")


# -- pictures, film, 3D, words ----------------------------------------------------------------------------------------------


def pictures(program: Program) -> None:
    """Its own icons are drawn, and it opens the picture formats of the list and no others."""
    facts = program.tell("pictures")
    must(len(facts["icons"]) > 10 and facts["icons"]["application"] > 20, f"The icons: {facts['icons']}")
    plain = [name for name, colours in facts["icons"].items() if colours < 5]
    must(not plain, f"These icons are empty or plain: {', '.join(plain)}.")
    opened = {form for form, colours in facts["pictures"].values() if colours > 100}
    must(opened == {"webp", "png", "jpeg"}, f"It opened samples as {sorted(opened)}: {facts['pictures']}")
    must(all(colours > 100 for _, colours in facts["pictures"].values()), f"Some samples are empty: {facts['pictures']}")
    formats = set(facts["formats"])
    must({"webp", "gif", "jpeg", "png"} <= formats, f"It opens {sorted(formats)}.")
    must(not formats & {"svg", "svgz", "pdf", "tiff", "icns"}, f"It would open {sorted(formats)}, which is more than it should.")


def films(program: Program) -> None:
    """The helper process and the window itself show frames of the sample films; the helper hears the sample songs."""
    for film in _samples(program, ".mp4"):
        facts = program.tell(f"helper={film}")
        must(facts["found"].get("poster") and facts["found"]["width"] >= 320 and facts["colours"] > 100, f"{film}: {facts}")
        facts = program.tell(f"film={film}")
        must(facts["width"] >= 320 and facts["seconds"] > 0.5 and facts["colours"] > 100, f"{film} in the window: {facts}")
    for song in _samples(program, ".mp3"):
        facts = program.tell(f"helper={song}")
        must(facts["peaks"] > 50 and facts["loudest"] > 0.05, f"{song}: {facts}")
    facts = program.tell(f"helper={_samples(program, '.webp')[0]}")
    must(facts["found"].get("poster") and facts["colours"] > 100, f"WebP in the helper: {facts}")
    strange = program.home / "strange.tiff"
    strange.write_bytes(b"II*\0\x08\0\0\0" + bytes(64))
    facts = program.tell(f"helper={strange}")
    must(facts["found"] == {"trouble": "unsupported"}, f"A picture of a kind that is left out: {facts}")


def models(program: Program) -> None:
    """The helper process and the window itself render the sample models."""
    for model in _samples(program, ".glb"):
        facts = program.tell(f"helper={model}")
        must(facts["found"].get("triangles", 0) > 100, f"{model}: {facts}")
        must(facts["found"].get("poster") and facts["colours"] > 100, f"{model} is not rendered: {facts}")
        facts = program.tell(f"model={model}")
        must(not facts["broken"] and facts["colours"] > facts["empty"] + 50, f"{model} in the window: {facts}")


def _samples(program: Program, suffix: str) -> list[str]:
    found = sorted(path.name for path in (program.resources / "samples").glob(f"*{suffix}"))
    must(found, f"There is no sample *{suffix}.")
    return found


def words(program: Program) -> None:
    """It speaks Chinese, its own words and Qt's."""
    chinese, english = program.tell("language=zh_CN"), program.tell("language=en")
    must((chinese["spoken"], chinese["ours"], chinese["qt"]) == ("zh_CN", "设置", "取消"), f"In Chinese: {chinese}")
    must((english["ours"], english["qt"]) == ("Settings", "Cancel"), f"In English: {english}")


# -- the system ---------------------------------------------------------------------------------------------------------------


def keyring(program: Program) -> None:
    """The system's keyring keeps what it is given; without one that is said, and nothing takes its place."""
    place = {"linux": "SecretService", "win32": "Windows", "darwin": "macOS"}[sys.platform]
    facts = program.tell("keyring")
    must(place in facts["back_end"] and not facts["problem"], f"The keyring: {facts}")
    if LINUX:
        facts = program.tell("keyring", DBUS_SESSION_BUS_ADDRESS="unix:path=/nowhere")
        must(not facts["back_end"] and facts["problem"], f"The keyring without a session: {facts}")


def certificates(program: Program) -> None:
    """TLS goes by the system's certificates, by those that SSL_CERT_FILE names, and refuses all others."""
    must((program.inside / "certifi" / "cacert.pem").exists() or not LINUX, "The certificates of the last resort are missing.")
    with tls_server(program.home) as (url, authority):
        facts = program.tell(f"trust={url}")
        must(not LINUX or facts["authorities"] > 50, f"The system's certificates: {facts}")
        must(
            "can't be verified" in str(facts["api"]),
            f"A server that nobody vouches for was not refused by the API's client: {facts}",
        )
        must(facts["files"] == "tls", f"A server that nobody vouches for was not refused by the client for files: {facts}")
        if LINUX:  # elsewhere the system's own store decides, and that is not ours to change
            facts = program.tell(f"trust={url}", SSL_CERT_FILE=str(authority), SSL_CERT_DIR="")
            must((facts["api"], facts["files"]) == (200, 200), f"A server of SSL_CERT_FILE's authority was refused: {facts}")
            must(facts["authorities"] == 1, f"SSL_CERT_FILE names one authority: {facts}")


@contextlib.contextmanager
def tls_server(folder: Path) -> Iterator[tuple[str, Path]]:
    """Serve https on loopback; yield its address and the certificate of its authority."""
    key, authority = folder / "key.pem", folder / "authority.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(authority)]
    subprocess.run(command, check=True, capture_output=True)

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_: object) -> None:
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Keep quiet: clients that refuse the certificate hang up."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority, key)
    with Server(("127.0.0.1", 0), Answer) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"https://localhost:{server.server_address[1]}/", authority
        finally:
            server.shutdown()


def foreign(program: Program) -> None:
    """Programs that it starts get the environment that it was given itself, and nothing of its own."""
    if not LINUX:
        return
    bin_folder = program.home / "bin"
    bin_folder.mkdir()
    noting = bin_folder / "xdg-open"
    noting.write_text('#!/bin/sh\nf="${1#file://}"\n{ env; echo END; } >"$f.tmp"\nmv "$f.tmp" "$f"\n', encoding="utf-8")
    noting.chmod(0o755)
    path = f"{bin_folder}:{program.environ['PATH']}"
    for given in ({}, {"LD_LIBRARY_PATH": "/given/by/the/user"}):
        facts = program.tell(f"foreign={noting}", PATH=path, **given)
        for way in ("subprocess", "qprocess", "opened"):
            told = facts[way]
            must(told.get("PATH") == path, f"Nothing was started by way of “{way}”: {facts}")
            kept = {name: value for name, value in told.items() if _OURS.match(name) or str(program.inside) in value}
            must(kept == given, f"By way of “{way}” a program was given {kept}.")


# -- in use --------------------------------------------------------------------------------------------------------------------


def demo(program: Program) -> None:
    """The demo saves its samples in the terminal, and each ends as it is meant to."""
    said = program.run("demo", "--headless", "--dir", str(program.home / "demo"))
    ends = [line.rsplit("  ", 1)[-1] for line in said.splitlines() if "  " in line][1:]
    must(len(ends) > 10 and set(ends) == {"as meant"}, f"The demo's samples ended: {said[-600:]}")
    saved = [
        path for path in (program.home / "demo").rglob("*") if path.suffix in (".png", ".webp", ".mp4", ".glb", ".mp3", ".jpg")
    ]
    must(len(saved) > 20, f"The demo saved {len(saved)} files.")


def elsewhere(program: Program) -> None:
    """It runs from a folder with spaces and letters of other scripts in its name."""
    folder = program.home / "Ünter wegs 盒子"
    if program.inside.name != "_internal":
        return
    shutil.copytree(program.path.resolve().parent, folder, symlinks=True)
    moved = Program(folder / program.path.name, program.home, program.environ)
    must(moved.run("--version").startswith("outtray "), "It does not run there.")
    facts = moved.tell(f"helper={_samples(program, '.mp4')[0]}")
    must(facts["colours"] > 100, f"The helper does not run there: {facts}")
    shutil.rmtree(folder)


def links(program: Program) -> None:
    """`outtray open "outtray://add?…"` reaches the window that runs; what it offers is added when the user agrees."""
    profile = ("--profile", str(program.home / "profile"))
    with (program.home / "window.txt").open("w+", encoding="utf-8") as said:
        window = subprocess.Popen([str(program.path), *profile], env=program.environ, stdout=said, stderr=said)
        try:
            _until((program.home / "profile" / "tasks.db").exists, "The window made no profile.", window)
            program.run(*profile, "open", f"outtray://add?provider=tripo&id={TASK}")
            must(window.poll() is None, "The window ended.")
            must(program.run(*profile, "list", "--json").strip() == "[]", "The link added a task without asking.")
            if LINUX:
                _agree(program)
                _until(lambda: TASK in program.run(*profile, "list", "--json"), "The offered task was not added.", window)
        finally:
            window.terminate()
            code = window.wait(30)
        said.seek(0)
        printed = said.read()
    must(code == 0 or not LINUX, f"The window ended with {code}: {printed[-600:]}")
    must("Traceback" not in printed and "rror" not in printed, f"The window printed: {printed[-600:]}")


def _agree(program: Program) -> None:
    """Press Add in the dialog that the link opened."""
    search = ["xdotool", "search", "--onlyvisible", "--name", "^Add tasks$"]

    def dialog() -> str:
        return subprocess.run(search, env=program.environ, capture_output=True, text=True, check=False).stdout.strip()

    def pressed() -> bool:
        if window := dialog():
            subprocess.run(
                ["xdotool", "windowfocus", window, "sleep", "0.3", "key", "ctrl+Return"], env=program.environ, check=False
            )
        return not dialog()

    _until(dialog, "The link opened no dialog.")
    _until(pressed, "The dialog did not close.")


def _until(holds: Callable[[], object], sentence: str, running: subprocess.Popen | None = None) -> None:
    until = time.monotonic() + 30
    while not holds():
        must(time.monotonic() < until and (running is None or running.poll() is None), sentence)
        time.sleep(0.1)


def doctor(program: Program) -> None:
    """`outtray doctor` finds itself packaged, and the keyring and the certificates at work."""
    said = program.run("--profile", str(program.home / "doctor"), "doctor", "--json", "--offline", code=None)
    facts = json.loads(said)
    states = {check["name"]: check["state"] for check in facts["checks"]}
    for name in ("keyring", "certificates", "build", "window"):
        must(states.get(name) == "ok", f"The doctor's finding on “{name}” is {states.get(name)}: {facts}")


# -- all of it -----------------------------------------------------------------------------------------------------------------

CHECKS = (version, resources, modules, libraries, licences, pictures, films, models, words, keyring, certificates, foreign)
CHECKS += (demo, elsewhere, links, doctor)
AGAINST_SOURCES = (resources, modules, libraries)
NEEDED = {libraries: ("ldd", "objdump"), certificates: ("openssl",), links: ("xdotool",)}
"""The programs that a check needs, on Linux."""


def main(argv: list[str]) -> int:
    """Carry the checks out, all or those that are named; return 1 where something is wrong, 2 where they can't be carried out."""
    if not argv or (strange := set(argv[1:]) - {check.__name__ for check in CHECKS}):
        words = f"There is no check {', '.join(sorted(strange))}." if argv else __doc__
        sys.stderr.write(f"{words}\nThe checks: {', '.join(check.__name__ for check in CHECKS)}\n")
        return 2
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # a log of Windows' may not know what the program said
    path = _program(Path(argv[0]).absolute())
    chosen = [check for check in CHECKS if not argv[1:] or check.__name__ in argv[1:]]
    left = [] if SOURCES else [check for check in chosen if check in AGAINST_SOURCES]
    missing = _missing(chosen)
    if missing or not path.is_file():
        sys.stderr.write(f"Install {', '.join(missing)} first.\n" if missing else f"There is no program {path}.\n")
        return 2
    with (
        tempfile.TemporaryDirectory(prefix="outtray-smoke-", ignore_cleanup_errors=True) as home,
        surroundings(Path(home)) as environ,
    ):
        program = Program(path, Path(home), environ)
        wrong = sum(_told(check, program) for check in chosen if check not in left)
    without = f", {len(left)} left out for want of the sources ({', '.join(check.__name__ for check in left)})" if left else ""
    print(f"{len(chosen) - len(left) - wrong} checks passed, {wrong} failed{without}")
    return 1 if wrong else 0


def _program(path: Path) -> Path:
    """Return the program in a folder; on Windows the one with a terminal, as the other one has nowhere to print to."""
    names = ("outtray-cli.exe", "outtray")
    return next((path / name for name in names if (path / name).is_file()), path / names[-1]) if path.is_dir() else path


def _missing(chosen: list[Callable[[Program], None]]) -> list[str]:
    if not LINUX:
        return [] if certificates not in chosen or shutil.which("openssl") else ["openssl"]
    needed = {name for check in chosen if SOURCES or check not in AGAINST_SOURCES for name in NEEDED.get(check, ())}
    needed |= set() if "DISPLAY" in os.environ else {"Xvfb"}
    needed |= set() if "DBUS_SESSION_BUS_ADDRESS" in os.environ else {"dbus-run-session", "gnome-keyring-daemon"}
    return sorted(name for name in needed if shutil.which(name) is None)


def _told(check: Callable[[Program], None], program: Program) -> int:
    """Carry out one check and say how it went; return 1 where something is wrong."""
    began = time.monotonic()
    try:
        check(program)
    except (Wrong, OSError, KeyError, TypeError, ValueError, subprocess.SubprocessError) as trouble:
        print(f"WRONG  {check.__name__}: {trouble if isinstance(trouble, Wrong) else repr(trouble)}", flush=True)
        return 1
    print(f"ok     {check.__name__:12} {time.monotonic() - began:5.1f} s  {(check.__doc__ or '').splitlines()[0]}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
