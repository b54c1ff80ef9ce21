"""All that the reader sees: pages, widgets, figures and briefings; the only code that imports streamlit."""
