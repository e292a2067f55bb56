"""What the database itself refuses."""

from django.db import migrations

from qunli.domains.ledger import guards


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("communities", "0005_one_word_for_a_policy")]

    operations = [migrations.RunPython(guards.put_up, guards.take_down)]
