"""Templates, styles and scripts of the portal."""
