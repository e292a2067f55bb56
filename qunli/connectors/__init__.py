"""One package per chat platform. Each implements `qunli.domains.chat.ports` and knows nothing else of Qunli."""
