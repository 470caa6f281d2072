"""The verbs of the Llave. Each writes in the request's transaction and settles nothing itself."""
