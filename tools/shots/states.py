"""All states, by the window they are shown in."""

from dataclasses import dataclass

from tools.shots.scene import Pose
from tools.shots.states_details import DETAILS
from tools.shots.states_dialogs import DIALOGS
from tools.shots.states_guide import GUIDE
from tools.shots.states_installed import INSTALLED
from tools.shots.states_list import BANNERS, EMPTY, FIRST_RUN, LISTS
from tools.shots.states_look import LOOKING, MIRRORED
from tools.shots.states_preview import PREVIEWS
from tools.shots.states_settings import SETTINGS

type States = dict[str, Pose]
"""Poses by the name of their picture."""


@dataclass(frozen=True, slots=True)
class Show:
    """States of one window: over the samples if `filled`, in a language nobody speaks if `pseudo` says so.

    Those that are to be `asked` for are taken by name alone.
    """

    states: States
    filled: bool = True
    pseudo: str = ""
    asked: bool = False


SHOWS = (
    Show(FIRST_RUN, filled=False),
    Show({**LISTS, **DETAILS, **EMPTY, **BANNERS, **DIALOGS, **SETTINGS, **INSTALLED, **PREVIEWS, **LOOKING}),
    Show(GUIDE, asked=True),
    Show(MIRRORED, pseudo="rtl"),
)
