"""`setwise doctor`: what is well and what is not, a line each; exit code 1 when something is not.

Knows what a healthy house looks like. Must not change anything.
"""

from __future__ import annotations

import sys
from datetime import datetime, timedelta

import discord

from bot.client import point_at
from cogs._errors import sentence_of
from cogs._meaning import meaning
from config.areas import load_areas
from config.plans import load_plans
from config.settings import Settings
from config.words import Words
from learning.ports import Unit
from learning.refusals import Said
from scheduling.clock import SystemClock
from services.finding import lead_is_checked
from storage.engine import open_storage
from storage.migrate import head

DAY = timedelta(days=1)


async def run_doctor(settings: Settings, words: Words) -> int:
    """Look at everything and say how it is."""
    report = _Report(words)
    report.check("plans", lambda: len(load_plans([settings.plans] if settings.plans else [])))
    report.check("areas", lambda: len(load_areas(settings.areas).areas))
    await _look_at_memory(settings, report)
    await _look_at_discord(settings, report)
    return 1 if report.bad else 0


class _Report:
    """Writes one line for each finding."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self.bad = 0

    def well(self, key: str, **facts: object) -> None:
        """Say that something is as it should be."""
        sys.stdout.write(f"{self._words('doctor.ok')}  {self._words(f'doctor.{key}', **facts)}\n")

    def ill(self, sentence: str) -> None:
        """Say that something is not."""
        self.bad += 1
        sys.stdout.write(f"{self._words('doctor.bad')}  {sentence}\n")

    def said(self, said: Said) -> None:
        """Say an error of the house."""
        self.ill(sentence_of(said, self._words))

    def check(self, key: str, count: object) -> None:
        """Load something and say how many there are."""
        try:
            self.well(key, n=count() if callable(count) else count)
        except Said as said:
            self.said(said)

    def lead(self, area: str, *, ok: bool) -> None:
        """Say whether an area has a lead who was checked within a year."""
        key = "doctor.lead" if ok else "doctor.no_lead"
        line = self._words(key, area=area)
        if ok:
            sys.stdout.write(f"{self._words('doctor.ok')}  {line}\n")
        else:
            self.ill(line)


async def _look_at_memory(settings: Settings, report: _Report) -> None:
    try:
        storage = await open_storage(settings.database_url, settings.secret_key, lock=False)
    except Said as said:
        report.said(said)
        return
    async with storage, storage.units.read() as unit:
        report.well("database", revision=head())
        await _look_at_work(unit, report)
        for desk in await unit.desks.where():
            ok = lead_is_checked(desk, SystemClock().now().date())
            report.lead(desk.area, ok=ok)


async def _look_at_work(unit: Unit, report: _Report) -> None:
    now: datetime = SystemClock().now()
    waiting = await unit.work.pending()
    soon = sum(1 for effect in waiting if effect.due is None or effect.due <= now + DAY)
    report.well("work", n=len(waiting), soon=soon)
    dead = await unit.work.buried()
    report.well("dead", n=len(dead))


async def _look_at_discord(settings: Settings, report: _Report) -> None:
    if not settings.token:
        report.well("no_token")
        return
    point_at(settings.discord_api, settings.discord_gateway)
    client = discord.Client(intents=discord.Intents.none())
    try:
        async with client:
            await client.login(settings.token)
            report.well("token", name=client.user.name if client.user else "")
    except Exception as error:
        said = meaning(error)
        if said is None:
            raise
        report.said(said)
