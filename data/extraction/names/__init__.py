"""Who is named: countries, organisations, bodies and people, by name, by description, or by a pronoun."""
