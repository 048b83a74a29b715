"""The shapes this database has had, one file each, oldest first."""
