"""REST v10 as discord.py needs it: one file a noun, each route checked before it is done."""
