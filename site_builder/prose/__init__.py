"""Texts of documents: what they need to become HTML, and the HTML."""
