"""What kinds, marks and rules mean, in plain words, keyed by the enums they explain."""
