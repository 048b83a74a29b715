"""What every route shares: the request as let in, Discord's errors, and memory between requests."""
