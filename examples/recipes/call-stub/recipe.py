from types import SimpleNamespace

import boto3

ANSWERS = {"ListTables": {"TableNames": ["orders"]}, "PutItem": {}}


def answer(model, **kwargs):
    if model.name in ANSWERS:
        return SimpleNamespace(status_code=200), ANSWERS[model.name]


def install(dynamodb):
    dynamodb.meta.events.register("before-call.*.*", answer)


def run():
    dynamodb = boto3.client("dynamodb")
    install(dynamodb)
    dynamodb.put_item(TableName="orders", Item={"id": {"S": "1"}})
    return dynamodb.list_tables()
