"""Rules name policies by the same words as the policies themselves."""

from django.db import migrations

NEW = {"contact_cards": "contacts", "idle_chatter": "chatter"}


def rename(apps, schema_editor, words):
    versions = apps.get_model("communities", "RulesVersion").objects.using(schema_editor.connection.alias)
    for version in versions.all().iterator():
        rules = [
            {**rule, "policies": list(dict.fromkeys(words.get(one, one) for one in rule.get("policies", ())))}
            for rule in version.rules
        ]
        if rules != version.rules:
            versions.filter(id=version.id).update(rules=rules)


def forwards(apps, schema_editor):
    rename(apps, schema_editor, NEW)


def backwards(apps, schema_editor):
    rename(apps, schema_editor, {new: old for old, new in NEW.items()})


class Migration(migrations.Migration):
    dependencies = [("communities", "0004_founding")]
    operations = [migrations.RunPython(forwards, backwards)]
