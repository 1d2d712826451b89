"""What managers type."""
