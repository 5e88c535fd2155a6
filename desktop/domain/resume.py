"""Where an interrupted transfer may go on: what is on disk of a file, and what proves that the rest belongs to it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumePoint:
    """The unfinished file at `path`, of which `size` bytes are known to be on the disk itself, out of `total`.

    `source` is the link it came from without its query (`scheme://host[:port]/path`); `etag` (strong) and `last_modified` are what
    the file host said of it, as it said it (RFC 9110, 8.8).
    """

    path: str
    size: int
    total: int
    source: str
    etag: str = ""
    last_modified: str = ""
