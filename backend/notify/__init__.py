"""Messages to people: a row in the outbox, sent by a worker, by one channel or another."""
