"""What other programs read: data, feeds and calendars, made of what the pages show."""
