"""Nobody noted which import brought what lies here already: it stays, whatever is taken back."""

from django.db import migrations
from django.db.models import Max


def note_what_lies_here(apps, schema_editor):
    using = schema_editor.connection.alias
    origin, group = apps.get_model("chat", "Origin"), apps.get_model("chat", "Group")
    groups = list(group.objects.using(using).values_list("community_id", "id"))
    noted = []
    for kind, name in (("message", "Message"), ("movement", "Movement")):
        last = apps.get_model("chat", name).objects.using(using).aggregate(last=Max("id"))["last"]
        if last:
            noted += [origin(community_id=one, kind=kind, group_id=where, first=1, last=last) for one, where in groups]
    identities = apps.get_model("members", "Identity").objects.using(using).order_by().values("community_id")
    for row in identities.annotate(last=Max("id")):
        noted.append(origin(community_id=row["community_id"], kind="identity", first=1, last=row["last"]))
    origin.objects.using(using).bulk_create(noted)


class Migration(migrations.Migration):
    dependencies = [
        ("chat", "0006_where_messages_came_from"),
        ("members", "0003_what_points_to_people"),
    ]

    operations = [migrations.RunPython(note_what_lies_here, migrations.RunPython.noop)]
