"""Words as they stand: sentences, phrases, inflected forms, numbers, and the closed lists of words."""
