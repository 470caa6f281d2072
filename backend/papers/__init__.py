"""Certificates and permits: signed, shown as a page and a PDF, verified without asking anybody."""
