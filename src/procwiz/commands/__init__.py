"""The commands, one noun a module; only the one that was called is imported."""
