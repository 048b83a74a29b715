"""Action learning itself, pure: no await, no clock, no network, no disc."""
