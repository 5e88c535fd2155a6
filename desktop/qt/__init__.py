"""Adapters between the engine and Qt: loop, bridge, models, theme, thumbnails."""
