"""Two applications that are not ours, unmodified, in an environment of their own.

``make strangers`` makes the environment where it is missing, and weighs them:

- httpbin, a Flask application from PyPI, imported and weighed in process;
- the project that Django itself writes (``django-admin startproject``), with its admin, run by
  Django's own server and weighed over the network, with somebody signed in.
"""
