"""Words: what a title says about itself. Knows sentences and word lists, nothing of portfolios."""
