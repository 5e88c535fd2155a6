"""A bare Debian 12 in a folder, made by debootstrap with this machine's own way to Debian's packages, and kept for next time."""

import os
import re
import shutil
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

SUITE = "bookworm"
_KEPT_SECONDS = 14 * 86_400
"""A kept root older than this is made anew: apt would fetch most of it again."""

_OWN_WAY = re.compile(r"^Acquire::(?!IndexTargets|cdrom|Changelogs|Languages|CompressionTypes)\S+ \"[^\"]+\";$", re.MULTILINE)
"""What apt's settings tell of proxies, certificates, dates and retries."""

_MOUNTS = Path("/proc/self/mountinfo")
_PASSED_ON = re.compile(r"(?i)^(https?|ftp|no|all)_proxy$")
_BUNDLE_NAMES = ("SSL_CERT_FILE", "CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE")


class NoRoot(Exception):
    """The bare Debian can't be made; the words say what to do."""


def make_root(root: Path, kept: Path) -> None:
    """Make the bare Debian in `root`, which is emptied; from the archive `kept` where that is young enough. Raises NoRoot."""
    clear(root)
    root.mkdir(parents=True)
    if kept.exists() and time.time() - kept.stat().st_mtime < _KEPT_SECONDS:
        _run("The kept root can't be unpacked", ["tar", "-C", root, "-xpf", kept])
    else:
        _bootstrap(root)
        unfinished = kept.with_suffix(".new")
        _run("The root can't be kept", ["tar", "-C", root, "--one-file-system", "-cpf", unfinished, "."])
        unfinished.replace(kept)
    _let_apt_out(root)


def clear(root: Path) -> None:
    """Remove a root, but never through something that is mounted in it. Raises NoRoot."""
    if not root.exists():
        return
    if mounted_in(root, _MOUNTS.read_text()):
        raise NoRoot(f"Something is mounted in {root}. Unmount it, then run this again.")
    shutil.rmtree(root)


def unmount_all(root: Path) -> None:
    """Take away what is mounted in the root, for this process and those that share its mounts."""
    for place in mounted_in(root, _MOUNTS.read_text()):
        subprocess.run(["umount", "--lazy", place], check=False)


def mounted_in(root: Path, mounts: str) -> list[Path]:
    """Return where something is mounted in the root, the innermost first; `mounts` is what /proc/self/mountinfo holds."""
    named = (re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), line.split()[4]) for line in mounts.splitlines())
    return sorted((place for place in map(Path, named) if place.is_relative_to(root.resolve())), reverse=True)


def run_in(root: Path, command: Sequence[str], environ: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command in the root as root, with a clean environment and the ways out of this machine's; return how it went."""
    clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    ways = {name: value for name, value in os.environ.items() if _PASSED_ON.match(name)}
    return subprocess.run(
        ["chroot", root, *command], env={**clean, **ways, **(environ or {})}, capture_output=True, text=True, check=False
    )


def _bootstrap(root: Path) -> None:
    mirror = [uri for release, uri in _sources() if release == SUITE][:1]
    _run("Debian 12 can't be fetched (debootstrap)", ["debootstrap", "--variant=minbase", SUITE, root, *mirror])
    shutil.rmtree(root / "var" / "cache" / "apt" / "archives", ignore_errors=True)
    (root / "var" / "cache" / "apt" / "archives" / "partial").mkdir(parents=True)


def _sources() -> list[tuple[str, str]]:
    """Return the releases of Debian 12 that this machine's apt knows, each with its address; empty on another system."""
    wanted = ["apt-get", "indextargets", "--format", "$(CODENAME) $(COMPONENT) $(RELEASE) $(REPO_URI)", "Created-By: Packages"]
    told = subprocess.run(wanted, capture_output=True, text=True, check=False).stdout
    rows = [line.split() for line in told.splitlines()]
    return [(row[2], row[3]) for row in rows if len(row) == 4 and row[0].startswith(SUITE) and row[1] == "main"]


def _let_apt_out(root: Path) -> None:
    """Give the root's apt the same sources, proxies and certificates as this machine's."""
    sources = "".join(f"deb {uri} {release} main\n" for release, uri in _sources())
    if sources:
        (root / "etc/apt/sources.list").write_text(sources)
    settings = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=False).stdout
    ways = _OWN_WAY.findall(settings)
    quick = ['Acquire::Languages "none";', 'DPkg::Options:: "--force-unsafe-io";']
    (root / "etc/apt/apt.conf.d/90outtray-test").write_text("\n".join([*ways, *quick, ""]))
    for name in ("resolv.conf", "hosts"):
        shutil.copy(Path("/etc") / name, root / "etc" / name)
    _give_certificates(root, settings, secure="https:" in sources)


def _give_certificates(root: Path, settings: str, *, secure: bool) -> None:
    """Put the certificates there that apt needs before the package brings any: only where its way out is https."""
    named = re.findall(r'^Acquire::\S+::(?:CaInfo|SslCert|SslKey) "([^"]+)";$', settings, re.MULTILINE)
    if secure:
        named += [os.environ.get(name, "") for name in _BUNDLE_NAMES] + ["/etc/ssl/certs/ca-certificates.crt"]
    for file in {Path(name) for name in named if name}:
        if file.is_file():
            (root / file.relative_to("/")).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, root / file.relative_to("/"))


def _run(what: str, command: Sequence[str | Path]) -> None:
    try:
        told = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    except FileNotFoundError as problem:
        raise NoRoot(f"{what}: {problem.filename} is not here. Run “tools/setup.sh libraries package-test” first.") from problem
    if told.returncode:
        raise NoRoot(f"{what}:\n{told.stdout[-2000:]}")
