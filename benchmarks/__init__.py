"""How fast procwiz is, held against what it stands on and against the best of its peers."""
