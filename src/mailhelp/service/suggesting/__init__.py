"""Proposals for rules.yaml from what the desk has seen; nothing is changed."""
