"""Parses HTTP responses with botocore's own parsers: one JSON response a line in, one JSON output a line out.

Dates become {"date": milliseconds}, bytes {"bytes": base64}: what JSON has not.
"""

import base64
import datetime
import io
import json
import sys

import botocore.session
from botocore.awsrequest import AWSResponse
from botocore.endpoint import convert_to_response_dict
from botocore.eventstream import EventStream
from botocore.handlers import parse_get_bucket_location
from botocore.parsers import PROTOCOL_PARSERS
from botocore.response import StreamingBody

session = botocore.session.get_session()
models = {}


def service_model(name):
    if name not in models:
        models[name] = session.get_service_model(name)
    return models[name]


class Raw(io.BytesIO):
    """The body as botocore gets it from urllib3."""

    def stream(self, *args, **kwargs):
        yield self.read()


def parse(question):
    model = service_model(question["service"])
    if question["operation"] not in model.operation_names:
        return {"unknown": "operation"}
    operation = model.operation_model(question["operation"])
    http = AWSResponse(
        "https://example.com",
        question["statusCode"],
        question["headers"],
        Raw(base64.b64decode(question["body"])),
    )
    http.headers = botocore.compat.HTTPHeaders.from_dict(question["headers"])
    parser = PROTOCOL_PARSERS[question["protocol"]]()
    response = convert_to_response_dict(http, operation)
    parsed = parser.parse(response, operation.output_shape)
    if question["operation"] == "GetBucketLocation":
        # The rest of botocore's parsing of it.
        parse_get_bucket_location(parsed, http)
    if http.status_code >= 300:
        error = parsed["Error"]
        return {"error": {"code": error["Code"], "message": error["Message"]}}
    parsed.pop("ResponseMetadata", None)
    return {"output": {name: plain(value) for name, value in parsed.items()}}


def plain(value):
    if isinstance(value, EventStream):
        return [plain(event) for event in value]
    if isinstance(value, StreamingBody):
        return plain(value.read())
    if isinstance(value, datetime.datetime):
        return {"date": round(value.timestamp() * 1000)}
    if isinstance(value, (bytes, bytearray)):
        return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {name: plain(content) for name, content in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value


for line in sys.stdin:
    try:
        answer = parse(json.loads(line))
    except Exception as error:
        answer = {"failed": f"{type(error).__name__}: {error}"}
    print(json.dumps(answer), flush=True)
