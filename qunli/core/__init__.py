"""The Django ground under every domain: actors, tenancy, operations, events, background work, audit."""
