import json

import boto3

CUT_OFF = {"__type": "RequestTimeoutException", "message": "the answer was cut off"}


def find_truncation(response_dict, **kwargs):
    try:
        json.loads(response_dict["body"])
    except ValueError:
        response_dict["status_code"] = 503
        response_dict["body"] = json.dumps(CUT_OFF).encode()


def install(dynamodb):
    dynamodb.meta.events.register(
        "before-parse.dynamodb.ExecuteStatement", find_truncation
    )


def run():
    dynamodb = boto3.client("dynamodb")
    install(dynamodb)
    return dynamodb.execute_statement(Statement='SELECT "id" FROM "orders"')["Items"]
