"""Which stage shows what. Each is imported when it is first needed: start-up pays for none of them."""

from typing import assert_never

from desktop.widgets.previews.item import Way
from desktop.widgets.previews.stage import House, Stage


def make_stage(way: Way, house: House) -> Stage:
    """Return a new stage for a way of showing."""
    match way:
        case Way.PICTURE:
            from desktop.widgets.previews.picture_stage import PictureStage

            return PictureStage(house)
        case Way.VIDEO:
            from desktop.widgets.previews.video_stage import VideoStage

            return VideoStage(house)
        case Way.SOUND:
            from desktop.widgets.previews.sound_stage import SoundStage

            return SoundStage(house)
        case Way.MODEL:
            from desktop.widgets.previews.model_stage import ModelStage

            return ModelStage(house)
        case Way.TEXT:
            from desktop.widgets.previews.text_stage import TextStage

            return TextStage(house)
        case Way.SIGN:
            from desktop.widgets.previews.sign_stage import SignStage

            return SignStage(house)
        case _:
            assert_never(way)
