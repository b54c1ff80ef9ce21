"""Articles to reports to events to answers. Knows nothing of the screen."""
