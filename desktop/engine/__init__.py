"""Behaviour over time, on asyncio and without Qt: watching, saving, accounts, health."""
