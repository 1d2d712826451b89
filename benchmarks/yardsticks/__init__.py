"""What we are measured against: small Django projects, and one statement. Their source is fixed."""
