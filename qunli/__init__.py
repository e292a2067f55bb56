"""Qunli: self-hosted software for people who run communities that live in group chats."""
