"""Which readings become records: the rules' own verdict, and the fitted judge that weighs it with other signs."""
