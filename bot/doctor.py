"""`setwise doctor`: what is well and what is not, a line each; exit code 1 when something is not.

Knows the order in which a house is looked over. Must not change anything: it may be used beside a
running bot.
"""

from __future__ import annotations

import sys

from bot.doctor_discord import look_at_discord
from bot.doctor_memory import look_at_memory
from bot.findings import Findings
from config.areas import load_areas
from config.plans import load_plans
from config.settings import Settings
from config.weeks import load_weeks
from config.words import Words
from learning.areas import Atlas
from learning.refusals import Said
from scheduling.clock import SystemClock


async def run_doctor(settings: Settings, words: Words) -> int:
    """Look at everything and say how it is."""
    found = Findings(words, sys.stdout.write)
    _look_at_plans(settings, found)
    atlas = _look_at_areas(settings, found)
    places = await look_at_memory(settings, found, atlas, SystemClock().now())
    await look_at_discord(settings, found, places, SystemClock())
    found.verdict()
    return 1 if found.bad else 0


def _look_at_plans(settings: Settings, found: Findings) -> None:
    try:
        own = [settings.plans] if settings.plans else []
        found.well("plans", n=len(load_plans(own)) + len(load_weeks(own)))
    except Said as said:
        found.said(said)


def _look_at_areas(settings: Settings, found: Findings) -> Atlas:
    try:
        atlas = load_areas(settings.areas)
    except Said as said:
        found.said(said)
        return Atlas(())
    found.well("areas", n=len(atlas.areas))
    return atlas
