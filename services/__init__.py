"""Use cases, one file each: they speak only to ports and return plain values."""

from __future__ import annotations

from dataclasses import dataclass

from learning.ports import Stage
from services.acting import Acting
from services.areas import Areas
from services.calendars import Calendars
from services.cards import Cards
from services.coming import ComingService
from services.concerns import Concerns
from services.consent import Consenting
from services.dating import Dating
from services.drafts import Drafts
from services.hours import Hours
from services.joining import Joining
from services.keeping import Keeping
from services.kit import Kit, Who
from services.lives import Lives
from services.moving import Moving
from services.mydata import MyData
from services.planning import Planning
from services.practising import Practising
from services.reporting import Reporting
from services.runsheets import RunSheets
from services.sessions import Sessions
from services.setting_up import SettingUp
from services.telling import Telling
from services.troubles import Troubles
from services.waking import Waking

__all__ = ["Kit", "Services", "Who", "make_services"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """Everything a cog may ask for."""

    drafts: Drafts
    joining: Joining
    setting_up: SettingUp
    planning: Planning
    consenting: Consenting
    dating: Dating
    calendars: Calendars
    coming: ComingService
    sessions: Sessions
    keeping: Keeping
    acting: Acting
    concerns: Concerns
    mydata: MyData
    areas: Areas
    hours: Hours
    lives: Lives
    moving: Moving
    practising: Practising
    reporting: Reporting
    runsheets: RunSheets
    cards: Cards
    principles: tuple[str, ...]
    telling: Telling
    troubles: Troubles


def make_services(kit: Kit, stage: Stage) -> Services:
    """Build every use case over one kit and one stage."""
    drafts = Drafts(kit)
    dating = Dating(kit)
    acting = Acting(kit)
    cards = Cards(kit, acting)
    sessions = Sessions(kit, stage)
    consenting = Consenting(kit, dating)
    return Services(
        drafts=drafts,
        joining=Joining(kit, drafts),
        setting_up=SettingUp(kit),
        planning=Planning(kit),
        consenting=consenting,
        dating=dating,
        calendars=Calendars(kit),
        coming=ComingService(kit, cards, sessions),
        sessions=sessions,
        keeping=Keeping(kit, stage),
        acting=acting,
        concerns=Concerns(kit),
        mydata=MyData(kit),
        areas=Areas(kit),
        hours=Hours(kit),
        lives=Lives(kit),
        moving=Moving(kit, dating),
        practising=Practising(),
        reporting=Reporting(kit),
        runsheets=RunSheets(kit),
        cards=cards,
        principles=kit.principles,
        troubles=Troubles(kit),
        telling=Telling(kit, stage, cards, Waking(consenting, sessions, acting)),
    )
