"""When an act happened, and whether the article tells it as news or recalls it."""
