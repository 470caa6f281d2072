"""Measurements to be run by hand; each prints what it found on this machine."""
