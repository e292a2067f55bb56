from django.db import migrations, models

from qunli.domains.chat import search_index

INDEX = models.Index(
    condition=models.Q(("pinned_at__isnull", False)), fields=["group", "-seq"], name="message_pinned"
)


def create(apps, schema_editor):
    for statement in search_index.CREATE[schema_editor.connection.vendor].split(";"):
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE chat_search")


class Migration(migrations.Migration):
    dependencies = [("chat", "0008_live_groups")]

    operations = [migrations.RunPython(create, drop), migrations.AddIndex(model_name="message", index=INDEX)]
