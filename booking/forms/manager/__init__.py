"""Forms of an office's managers."""
