"""Use cases, one file each: they speak only to ports and return plain values."""

from __future__ import annotations

from dataclasses import dataclass

from learning.ports import Stage
from services import groups
from services.acting import Acting
from services.agreeing import Agreeing
from services.answering import Answering
from services.areas import Areas
from services.arranging import Arranging
from services.calendars import Calendars
from services.calls import Calls
from services.cards import Cards
from services.clashing import Clashing
from services.coming import ComingService
from services.concerns import Concerns
from services.consent import Consenting
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
from services.mending import Mending
from services.merging import Merging
from services.missing import Missing
from services.moving import Moving
from services.mydata import MyData
from services.notes import Notes
from services.one_voice import OneVoiceAtATime
from services.partings import Partings
from services.pausing import Pausing
from services.planning import Planning
from services.practising import Practising
from services.publishing import Publishing
from services.reflecting import Reflecting
from services.reporting import Reporting
from services.retiring import Retiring
from services.rounds import Rounds
from services.runsheets import RunSheets
from services.screening import Screening
from services.sentences import Sentences
from services.sessions import Sessions
from services.setting_up import SettingUp
from services.slips import Slips
from services.starting import Starting
from services.successions import Successions
from services.telling import Telling
from services.ticking import Ticking
from services.tidying import Tidying
from services.topup import Topup
from services.troubles import Troubles
from services.unguided import Unguided
from services.unsent import Unsent
from services.venues import Venues
from services.voices import Voices
from services.waking import Waking
from services.walking import Walking
from services.ways import Ways
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
    missing: Missing
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
    merging: Merging
    pausing: Pausing
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
    partings: Partings
    ways: Ways
    telling: Telling
    ticking: Ticking
    tidying: Tidying
    troubles: Troubles
    finishing: Finishing
    unguided: Unguided
    one_voice: OneVoiceAtATime
    voices: Voices
    weeks: Weeks
    week_writing: WeekWriting
    unsent: Unsent


def make_services(kit: Kit, stage: Stage) -> Services:
    """Build every use case over one kit and one stage."""
    drafts, dating, acting = Drafts(kit), Dating(kit), Acting(kit)
    starting, slips = Starting(kit, stage), Slips(kit)
    dated = groups.dated_of(kit, dating)
    cards = Cards(kit, acting, groups.readers(kit, dated))
    sessions = Sessions(kit, starting)
    mending = Mending(kit, dating)
    leaving = Leaving(kit, mending, sessions)
    consenting, erasing = Consenting(kit, mending), Erasing(kit, leaving)
    retiring = Retiring(kit, erasing)
    weeks, called, voices = Weeks(kit), groups.called_of(kit), Voices(kit, stage)
    present = groups.present(kit, cards, sessions, starting, leaving)
    more = {**groups.late_wakes(Concerns(kit), called), **groups.date_wakes(kit, dated, present)}
    waking = Waking(consenting, starting, sessions, acting, slips, retiring, weeks, more)
    return Services(
        drafts=drafts,
        joining=Joining(kit, drafts, leaving),
        consenting=consenting,
        dating=dating,
        **present,
        sessions=sessions,
        starting=starting,
        few=Few(kit, starting, dated["moving"]),
        slips=slips,
        **groups.Written(reflecting=Reflecting(kit, stage), notes=Notes(kit, stage)),
        acting=acting,
        mydata=MyData(kit, erasing),
        retiring=retiring,
        cards=cards,
        principles=kit.principles,
        **groups.together(kit, sessions, starting, OneVoiceAtATime(kit, stage, sessions), voices),
        weeks=weeks,
        telling=Telling(kit, stage, cards, waking, voices.tend),
        tidying=Tidying(kit, drafts),
        **dated,
        **called,
        **groups.alone(kit),
    )
