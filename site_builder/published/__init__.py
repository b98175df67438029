"""What becomes of a built site elsewhere: copies, and the releases that a server serves."""
