"""What is invented for a first look: reports in every state, and two people with a Llave."""
