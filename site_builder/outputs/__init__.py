"""What machines read, one output a file."""
