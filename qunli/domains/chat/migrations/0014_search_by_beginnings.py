from django.db import migrations

from qunli.domains.chat import search_index


def rebuild(apps, schema_editor):
    """An index of beginnings, where a table without one stands."""
    connection = schema_editor.connection
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE name = 'chat_search'")
        if "prefix=" in cursor.fetchone()[0]:
            return
        cursor.execute("ALTER TABLE chat_search RENAME TO chat_search_before")
        cursor.execute(search_index.CREATE["sqlite"])
        cursor.execute("INSERT INTO chat_search(rowid, words) SELECT rowid, words FROM chat_search_before")
        cursor.execute("DROP TABLE chat_search_before")


class Migration(migrations.Migration):
    dependencies = [("chat", "0013_notices")]
    operations = [migrations.RunPython(rebuild, migrations.RunPython.noop)]
