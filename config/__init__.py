"""What an owner may change without touching code: settings, plans, words, areas, principles."""
