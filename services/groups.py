"""The use cases in groups, each built in one call.

Knows which use cases need no other, and which belong together. Must not know what any of them does.
"""

from __future__ import annotations

from typing import TypedDict

from services.agreeing import Agreeing
from services.answering import Answering
from services.areas import Areas
from services.arranging import Arranging
from services.calendars import Calendars
from services.calls import Calls
from services.cards import Cards, Reader
from services.clashing import Clashing
from services.coming import ComingService
from services.concerns import Concerns
from services.date_cards import DateCards
from services.dating import Dating
from services.finishing import Finishing
from services.hours import Hours
from services.keeping import Keeping
from services.kit import Kit
from services.leaving import Leaving
from services.listing import Listing
from services.lives import Lives
from services.looking_in import LookingIn
from services.merging import Merging
from services.missing import Missing
from services.moving import Moving
from services.notes import Notes
from services.one_voice import OneVoiceAtATime
from services.partings import Partings
from services.pausing import Pausing
from services.planning import Planning
from services.practising import Practising
from services.publishing import Publishing
from services.reflecting import Reflecting
from services.reporting import Reporting
from services.rounds import Rounds
from services.runsheets import RunSheets
from services.screening import Screening
from services.sentences import SentenceCards, Sentences
from services.sessions import Sessions
from services.setting_up import SettingUp
from services.starting import Starting
from services.successions import Successions
from services.ticking import Ticking
from services.topup import Topup
from services.troubles import Troubles
from services.unguided import Unguided
from services.unsent import Unsent
from services.venues import Venues
from services.voices import Voices
from services.waking import Answer
from services.walking import Walking
from services.ways import Ways
from services.week_writing import WeekWriting
from services.wishing import Wishing


class Dated(TypedDict):
    """Use cases of dates that are to come."""

    moving: Moving
    clashing: Clashing
    rounds: Rounds
    walking: Walking
    wishing: Wishing
    venues: Venues


class Present(TypedDict):
    """Use cases of who comes to a meeting, and of who was missed."""

    coming: ComingService
    missing: Missing


class Written(TypedDict):
    """Use cases that take a picture or a file."""

    reflecting: Reflecting
    notes: Notes


class Together(TypedDict):
    """Use cases of what a set decides together in a meeting, and of its time."""

    finishing: Finishing
    unguided: Unguided
    ticking: Ticking
    one_voice: OneVoiceAtATime
    voices: Voices


class Called(TypedDict):
    """Use cases that ask everybody, or every coordinator."""

    calls: Calls
    partings: Partings
    successions: Successions
    ways: Ways


class Alone(TypedDict):
    """Use cases that need no other."""

    week_writing: WeekWriting
    concerns: Concerns
    answering: Answering
    agreeing: Agreeing
    calendars: Calendars
    listing: Listing
    topup: Topup
    publishing: Publishing
    planning: Planning
    arranging: Arranging
    setting_up: SettingUp
    areas: Areas
    hours: Hours
    keeping: Keeping
    lives: Lives
    merging: Merging
    pausing: Pausing
    practising: Practising
    reporting: Reporting
    runsheets: RunSheets
    screening: Screening
    sentences: Sentences
    troubles: Troubles
    unsent: Unsent


def late_wakes(concerns: Concerns, called: Called) -> dict[str, Answer]:
    """Say who answers the wakes of areas, calls and concerns."""
    return {
        "areas": called["successions"].ask,
        "call.close": called["calls"].close,
        "call.remind": called["calls"].remind,
        "parting.over": called["partings"].over,
        "ways.over": called["ways"].over,
        "concern.unread": concerns.unread,
        "concern.due": concerns.due,
    }


def together(
    kit: Kit, sessions: Sessions, starting: Starting, one_voice: OneVoiceAtATime, voices: Voices
) -> Together:
    """Build the use cases of what a set decides together in a meeting, and of its time."""
    return Together(
        finishing=Finishing(kit, sessions),
        unguided=Unguided(kit, sessions),
        ticking=Ticking(kit, starting),
        one_voice=one_voice,
        voices=voices,
    )


def dated_of(kit: Kit, dating: Dating) -> Dated:
    """Build the use cases of dates that are to come."""
    moving = Moving(kit)
    return Dated(
        moving=moving,
        clashing=Clashing(kit, moving),
        rounds=Rounds(kit, dating),
        walking=Walking(kit),
        wishing=Wishing(kit),
        venues=Venues(kit),
    )


def present(
    kit: Kit, cards: Cards, sessions: Sessions, starting: Starting, leaving: Leaving
) -> Present:
    """Build the use cases of who comes to a meeting, and of who was missed."""
    coming = ComingService(kit, cards, sessions, starting, Clashing(kit, Moving(kit)))
    missing = Missing(kit, leaving, coming)
    cards.add({"missed": missing.card})
    return Present(coming=coming, missing=missing)


def date_wakes(kit: Kit, dated: Dated, present: Present) -> dict[str, Answer]:
    """Say who answers the wakes of dates that are to come."""
    return {
        "round.look": dated["rounds"].look,
        "walks.draw": dated["walking"].draw,
        "look_in": LookingIn(kit).tell,
        "missed.look": present["missing"].look,
    }


def readers(kit: Kit, dated: Dated) -> dict[str, Reader]:
    """Gather who reads the cards of dates and of sentences."""
    return {
        **DateCards(kit).readers,
        **SentenceCards().readers,
        **dated["clashing"].readers,
        **dated["rounds"].readers,
        **dated["walking"].readers,
        **LookingIn(kit).readers,
        "topup": Topup(kit).card,
        "topup_joined": Topup(kit).joined,
        "merge": Merging(kit).card,
        "merged": Merging(kit).joined,
        "ways": Ways(kit).card,
        "ways_settled": Ways(kit).settled,
    }


def alone(kit: Kit) -> Alone:
    """Build the use cases that need no other."""
    planning = Planning(kit)
    return Alone(
        concerns=Concerns(kit),
        answering=Answering(kit),
        agreeing=Agreeing(kit),
        calendars=Calendars(kit),
        listing=Listing(kit, planning),
        topup=Topup(kit),
        publishing=Publishing(kit),
        planning=planning,
        arranging=Arranging(kit),
        setting_up=SettingUp(kit),
        areas=Areas(kit),
        hours=Hours(kit),
        keeping=Keeping(kit),
        lives=Lives(kit),
        merging=Merging(kit),
        pausing=Pausing(kit, Moving(kit)),
        practising=Practising(),
        reporting=Reporting(kit),
        runsheets=RunSheets(kit),
        screening=Screening(kit),
        sentences=Sentences(kit),
        troubles=Troubles(kit),
        week_writing=WeekWriting(kit),
        unsent=Unsent(kit),
    )


def called_of(kit: Kit) -> Called:
    """Build the use cases that ask everybody, or every coordinator."""
    return Called(
        calls=Calls(kit), successions=Successions(kit), partings=Partings(kit), ways=Ways(kit)
    )
