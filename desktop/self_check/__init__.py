"""What a packaged program tells about itself when its builder asks (`outtray --self-check`): facts, for others to judge.

Hidden from users, who have `outtray doctor`; `packaging/smoke_test.py` and the benchmark of the start ask.
"""
