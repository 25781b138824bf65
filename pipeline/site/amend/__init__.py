"""A fact that is wrong: its reader says what is right, and gets the line that says so, or has it stored and applied."""
