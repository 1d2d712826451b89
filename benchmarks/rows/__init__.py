"""The rooms of the bench: each measures rows that belong together."""
