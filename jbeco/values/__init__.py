"""What the numbers of departments and stations come to: one value per indicator and year."""
