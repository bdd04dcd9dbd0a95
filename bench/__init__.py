"""How good and how fast: quality gates and speed. Imports counterclaim, never the reverse.

`python -m bench.quality` (make quality) and `python -m bench.speed` (make speed).
"""
