"""Triggers, and who does what to whom around them (codebook, section 4)."""
