"""Facts and rules: frozen records and pure functions; no I/O, no clock, no Qt."""
