"""Gateway intents: the bits a bot asks for, and which of them are privileged."""

GUILDS, MEMBERS, VOICE, PRESENCES = 1 << 0, 1 << 1, 1 << 7, 1 << 8
MESSAGES, REACTIONS, TYPING = 1 << 9, 1 << 10, 1 << 11
DM_MESSAGES, DM_REACTIONS, DM_TYPING = 1 << 12, 1 << 13, 1 << 14
CONTENT, EVENTS = 1 << 15, 1 << 16
PRIVILEGED = MEMBERS | PRESENCES | CONTENT
EVERY = (1 << 26) - 1
