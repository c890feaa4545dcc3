"""Intake: saved pages, texts and annotations from elsewhere become originals, article entries and draft cards."""
