"""Parsing what people typed, and judging it in their language; rules live elsewhere."""
