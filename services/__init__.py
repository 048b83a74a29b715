"""Use cases, one file each: they speak only to ports and return plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from learning.ports import Stage
from services.acting import Acting
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
from services.consent import Consenting
from services.date_cards import DateCards
from services.dating import Dating
from services.drafts import Drafts
from services.erasing import Erasing
from services.few import Few
from services.finishing import Finishing
from services.hours import Hours
from services.joining import Joining
from services.keeping import Keeping
from services.kit import Kit, Who
from services.leaving import Leaving
from services.listing import Listing
from services.lives import Lives
from services.looking_in import LookingIn
from services.mending import Mending
from services.moving import Moving
from services.mydata import MyData
from services.notes import Notes
from services.planning import Planning
from services.practising import Practising
from services.publishing import Publishing
from services.reflecting import Reflecting
from services.reporting import Reporting
from services.retiring import Retiring
from services.rounds import Rounds
from services.runsheets import RunSheets
from services.screening import Screening
from services.sentences import SentenceCards, Sentences
from services.sessions import Sessions
from services.setting_up import SettingUp
from services.slips import Slips
from services.starting import Starting
from services.successions import Successions
from services.telling import Telling
from services.tidying import Tidying
from services.topup import Topup
from services.troubles import Troubles
from services.unguided import Unguided
from services.unsent import Unsent
from services.venues import Venues
from services.waking import Answer, Waking
from services.walking import Walking
from services.week_writing import WeekWriting
from services.weeks import Weeks
from services.wishing import Wishing

__all__ = ["Kit", "Services", "Who", "make_services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a cog may ask for."""

    drafts: Drafts
    joining: Joining
    setting_up: SettingUp
    planning: Planning
    arranging: Arranging
    publishing: Publishing
    listing: Listing
    topup: Topup
    consenting: Consenting
    dating: Dating
    calendars: Calendars
    coming: ComingService
    sessions: Sessions
    starting: Starting
    few: Few
    slips: Slips
    sentences: Sentences
    agreeing: Agreeing
    answering: Answering
    keeping: Keeping
    reflecting: Reflecting
    acting: Acting
    concerns: Concerns
    mydata: MyData
    areas: Areas
    hours: Hours
    lives: Lives
    moving: Moving
    clashing: Clashing
    rounds: Rounds
    walking: Walking
    wishing: Wishing
    venues: Venues
    practising: Practising
    reporting: Reporting
    notes: Notes
    runsheets: RunSheets
    retiring: Retiring
    screening: Screening
    cards: Cards
    principles: tuple[str, ...]
    successions: Successions
    calls: Calls
    telling: Telling
    tidying: Tidying
    troubles: Troubles
    finishing: Finishing
    unguided: Unguided
    weeks: Weeks
    week_writing: WeekWriting
    unsent: Unsent


class _Dated(TypedDict):
    moving: Moving
    clashing: Clashing
    rounds: Rounds
    walking: Walking
    wishing: Wishing
    venues: Venues


class _Written(TypedDict):
    reflecting: Reflecting
    notes: Notes


class _Together(TypedDict):
    finishing: Finishing
    unguided: Unguided


class _Called(TypedDict):
    calls: Calls
    successions: Successions


class _Alone(TypedDict):
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
    practising: Practising
    reporting: Reporting
    runsheets: RunSheets
    screening: Screening
    sentences: Sentences
    troubles: Troubles
    unsent: Unsent


def _more(concerns: Concerns, called: _Called) -> dict[str, Answer]:
    return {
        "areas": called["successions"].ask,
        "call.close": called["calls"].close,
        "call.remind": called["calls"].remind,
        "concern.unread": concerns.unread,
        "concern.due": concerns.due,
    }


def make_services(kit: Kit, stage: Stage) -> Services:
    """Build every use case over one kit and one stage."""
    drafts = Drafts(kit)
    dating = Dating(kit)
    acting = Acting(kit)
    starting, slips = Starting(kit, stage), Slips(kit)
    dated = _dated(kit, dating)
    cards = Cards(kit, acting, _readers(kit, dated))
    sessions = Sessions(kit, starting)
    mending = Mending(kit, dating)
    leaving = Leaving(kit, mending, sessions)
    consenting = Consenting(kit, mending)
    erasing = Erasing(kit, leaving)
    retiring = Retiring(kit, erasing)
    weeks, called = Weeks(kit), _called(kit)
    more = {**_more(Concerns(kit), called), **_wakes(kit, dated)}
    waking = Waking(consenting, starting, sessions, acting, slips, retiring, weeks, more)
    return Services(
        drafts=drafts,
        joining=Joining(kit, drafts, leaving),
        consenting=consenting,
        dating=dating,
        coming=ComingService(kit, cards, sessions, starting, dated["clashing"]),
        sessions=sessions,
        starting=starting,
        few=Few(kit, starting, dated["moving"]),
        slips=slips,
        **_Written(reflecting=Reflecting(kit, stage), notes=Notes(kit, stage)),
        acting=acting,
        mydata=MyData(kit, erasing),
        retiring=retiring,
        cards=cards,
        principles=kit.principles,
        **_together(kit, sessions),
        weeks=weeks,
        telling=Telling(kit, stage, cards, waking),
        tidying=Tidying(kit, drafts),
        **dated,
        **called,
        **_alone(kit),
    )


def _together(kit: Kit, sessions: Sessions) -> _Together:
    """Build the use cases of what a set decides together in a meeting."""
    return _Together(finishing=Finishing(kit, sessions), unguided=Unguided(kit, sessions))


def _dated(kit: Kit, dating: Dating) -> _Dated:
    """Build the use cases of dates that are to come."""
    moving = Moving(kit)
    return _Dated(
        moving=moving,
        clashing=Clashing(kit, moving),
        rounds=Rounds(kit, dating),
        walking=Walking(kit),
        wishing=Wishing(kit),
        venues=Venues(kit),
    )


def _wakes(kit: Kit, dated: _Dated) -> dict[str, Answer]:
    """Say who answers the wakes of dates that are to come."""
    return {
        "round.look": dated["rounds"].look,
        "walks.draw": dated["walking"].draw,
        "look_in": LookingIn(kit).tell,
    }


def _readers(kit: Kit, dated: _Dated) -> dict[str, Reader]:
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
    }


def _alone(kit: Kit) -> _Alone:
    """Build the use cases that need no other."""
    topup = Topup(kit)
    return _Alone(
        concerns=Concerns(kit),
        answering=Answering(kit),
        agreeing=Agreeing(kit),
        calendars=Calendars(kit),
        listing=Listing(kit),
        topup=topup,
        publishing=Publishing(kit),
        planning=Planning(kit),
        arranging=Arranging(kit),
        setting_up=SettingUp(kit),
        areas=Areas(kit),
        hours=Hours(kit),
        keeping=Keeping(kit),
        lives=Lives(kit),
        practising=Practising(),
        reporting=Reporting(kit),
        runsheets=RunSheets(kit),
        screening=Screening(kit),
        sentences=Sentences(kit),
        troubles=Troubles(kit),
        week_writing=WeekWriting(kit),
        unsent=Unsent(kit),
    )


def _called(kit: Kit) -> _Called:
    """Build the use cases that ask everybody, or every coordinator."""
    return _Called(calls=Calls(kit), successions=Successions(kit))
