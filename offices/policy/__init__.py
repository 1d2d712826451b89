"""What managers decide: changing it, what was before, what is still unsure, odd or about to end."""
