"""What the city offers: services as data, how they are found, and their pages."""
