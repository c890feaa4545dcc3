"""Properties that hold for any input: the suite runs each with few examples, `run.py` by the million."""
