"""Loading the ten authorities: again and again, without undoing what people changed."""
