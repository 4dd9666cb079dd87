"""What may stand in each kind of source file: its keys, their types, and what an editor says about them."""
