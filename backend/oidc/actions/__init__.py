"""What is done at the OpenID Provider, a file for each thing."""
