"""Frames in, pictures out: pure functions without streamlit, so that the screen, the slide and a test see the same."""
