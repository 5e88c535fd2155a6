"""The rehearsal providers: a loopback server that speaks every dialect and can misbehave on demand."""
