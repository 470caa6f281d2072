"""The verbs of the record, a file for each thing that is done."""
