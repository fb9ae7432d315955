import gzip

import boto3


def ask_for_gzip(request, **kwargs):
    request.headers["Accept-Encoding"] = "gzip"


def decompress(response_dict, **kwargs):
    if response_dict["headers"].get("content-encoding") == "gzip":
        response_dict["body"] = gzip.decompress(response_dict["body"])


def install(dynamodb):
    dynamodb.meta.events.register("before-send.dynamodb.*", ask_for_gzip)
    dynamodb.meta.events.register("before-parse.dynamodb.*", decompress)


def run():
    dynamodb = boto3.client("dynamodb")
    install(dynamodb)
    return dynamodb.list_tables()
