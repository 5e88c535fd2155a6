"""The provider dialects: each builds requests and reads replies, and does no I/O."""
