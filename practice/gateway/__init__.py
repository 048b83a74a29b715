"""Gateway v10: sessions, heartbeats, resuming, and what happened told as dispatches."""
