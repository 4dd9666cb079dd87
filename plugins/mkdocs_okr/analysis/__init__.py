"""What follows from the model: scores, pace, the cascade, what moved. Pure functions that know no files and no HTML."""
