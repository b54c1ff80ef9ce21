"""The parse of a sentence, and what is read from it alone: clauses, verb forms, and which sentences are worth it."""
