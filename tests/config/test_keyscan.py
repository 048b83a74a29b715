"""The reader of keys finds what it should; without this, silence could pass for success."""

from keyscan import Scan, scan_house, scan_text

SAMPLE = """
def speak(words, n, why, facts, self):
    words("plain.key", n=n)
    self.say("open" if n else "shut", **facts)
    raise Refusal("not_yours", who=n)
    raise Stale("menu.old")
    Note("note.key", {"a": 1})
    words(f"block.{n}")
    words("skipped." + why)
    other("not.a.key.call")
"""


def test_each_way_of_saying_is_found() -> None:
    """Calls, choices, errors, notes, f-strings and sums are all read, with their facts."""
    scan = scan_text(SAMPLE, "sample.py", Scan())
    found = {said.keys: said.facts for said in scan.said}
    assert found == {
        ("plain.key",): frozenset({"n"}),
        ("open",): None,
        ("shut",): None,
        ("refusal.not_yours",): frozenset({"who"}),
        ("stale.menu.old", "stale.menu"): frozenset(),
        ("note.key",): None,
    }
    assert scan.families == {"block.", "skipped."}
    assert "not.a.key.call" in scan.texts


def test_the_house_is_really_read() -> None:
    """The scan of the house sees the refusals of the calendar and the areas."""
    keys = {said.keys[0] for said in scan_house().said}
    assert {"refusal.no_dates", "refusal.area_unknown", "misconfigured.areas.ring"} <= keys
