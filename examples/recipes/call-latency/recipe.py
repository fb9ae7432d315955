import time

import boto3
from botocore.exceptions import BotoCoreError


def install(client, report):
    def start(request, **kwargs):
        request.context.setdefault("started", time.monotonic())

    def finish(event_name, context, **kwargs):
        report(event_name, 1000 * (time.monotonic() - context["started"]))

    client.meta.events.register("request-created", start)
    client.meta.events.register("after-call", finish)
    client.meta.events.register("after-call-error", finish)


def run():
    dynamodb, latencies = boto3.client("dynamodb"), []
    install(dynamodb, lambda call, ms: latencies.append([call, ms > 50]))
    dynamodb.list_tables()
    try:
        dynamodb.list_tables()
    except BotoCoreError:
        return latencies
