"""Which pages the portal has, and what stands on them."""
