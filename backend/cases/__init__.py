"""A procedure under way: the way through a service, its answers, states and outcome."""
