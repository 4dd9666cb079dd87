"""Pictures: what they show, where things go, and how they are drawn."""
