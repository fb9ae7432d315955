from collections import Counter

import boto3


def install(client, counts):
    def count(event_name, **kwargs):
        counts[event_name] += 1

    client.meta.events.register("after-call.*.*", count, unique_id="count-calls")


def uninstall(client):
    client.meta.events.unregister("after-call.*.*", unique_id="count-calls")


def run():
    dynamodb = boto3.client("dynamodb")
    counts = Counter()
    install(dynamodb, counts)
    install(dynamodb, counts)
    dynamodb.list_tables()
    dynamodb.list_tables()
    uninstall(dynamodb)
    dynamodb.list_tables()
    return counts
