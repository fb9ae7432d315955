import io

import boto3
from botocore.awsrequest import AWSResponse


class Raw(io.BytesIO):
    def stream(self, **kwargs):
        yield self.read()


def answer(request, **kwargs):
    body = Raw(b'{"TableNames": ["orders"]}')
    return AWSResponse(request.url, 200, {"content-type": "application/x-amz-json-1.0"}, body)


def install(dynamodb):
    dynamodb.meta.events.register("before-send.dynamodb.ListTables", answer)


def run():
    dynamodb = boto3.client("dynamodb")
    install(dynamodb)
    return dynamodb.list_tables()
