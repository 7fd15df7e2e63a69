"""What was promised or delivered before there were deliveries has one as well."""

from django.db import migrations

STAGES = {"accepted": "planned", "delivered": "shipped"}


def deliver(apps, schema_editor):
    Insight = apps.get_model("insights", "Insight")
    Delivery = apps.get_model("insights", "Delivery")
    Step = apps.get_model("insights", "DeliveryStep")
    for insight in Insight.objects.filter(outcome__in=STAGES, delivery=None).order_by("pk").iterator():
        answers = list(insight.answers.order_by("answered_at", "pk"))
        if not answers:
            continue
        stage, last = STAGES[insight.outcome], answers[-1]
        is_over = stage == "shipped"
        delivery = Delivery.objects.create(
            insight=insight,
            owner_id=last.by_id,
            stage=stage,
            percent=100 if is_over else 0,
            began_at=answers[0].answered_at,
            ended_at=last.answered_at if is_over else None,
        )
        Step.objects.create(
            delivery=delivery, stage=stage, percent=delivery.percent, by_id=last.by_id, at=last.answered_at
        )


class Migration(migrations.Migration):
    dependencies = [("insights", "0008_history_stays")]
    operations = [migrations.RunPython(deliver, migrations.RunPython.noop)]
