"""What is to be paid: by a reference at a store or bank, reconciled from a file."""
