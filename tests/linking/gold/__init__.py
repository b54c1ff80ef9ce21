"""Records whose events are known by reading, and how near linking comes to them."""
