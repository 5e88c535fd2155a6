"""What the tool says."""


def say(sentence: str) -> None:
    """Print a sentence at once."""
    print(sentence, flush=True)
