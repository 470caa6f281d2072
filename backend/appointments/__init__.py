"""A place at a counter at a time: slots, booking, reminders."""
