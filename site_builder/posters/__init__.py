"""Pictures to be taken away: charts with all that stands around them, cards to be shared."""
