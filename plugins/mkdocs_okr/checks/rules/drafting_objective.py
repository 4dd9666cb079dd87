"""Is it a good objective? What its data says; its words are judged in `objective_wording`."""
