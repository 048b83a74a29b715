"""Acting as members of the practice server: `Hands(world).of(user_id)` is one person's hand."""

from practice.hands.answer import Answer
from practice.hands.forms import fields
from practice.hands.hand import Hand, Hands
from practice.hands.refused import RefusedError
from practice.hands.resolve import Upload
from practice.world.texts import text_of

__all__ = ["Answer", "Hand", "Hands", "RefusedError", "Upload", "fields", "text_of"]
