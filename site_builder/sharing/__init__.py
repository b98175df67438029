"""What others may take into their own pages: charts alone on a page, cards of pages."""
