"""How far an act has got, and the words that say so (codebook, section 3)."""
