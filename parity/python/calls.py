"""Plays scenarios with boto3: one JSON question a line in, one JSON trace a line out.

The forms of both are described in src/calls/scenario.ts.
"""

import io
import json
import re
import sys
import time
from urllib.parse import parse_qsl, urlsplit

import boto3
import botocore.exceptions as exceptions
import botocore.session
from botocore import UNSIGNED, xform_name
from botocore.awsrequest import AWSResponse
from botocore.client import Config
from botocore.credentials import Credentials
from botocore.parsers import ResponseParserError

# How long botocore waits between attempts is not compared, only how many there are.
time.sleep = lambda seconds: None

LOADER = botocore.session.Session().get_component("data_loader")


class HandlerRaised(Exception):
    """What a handler of a scenario raises."""


class RawBody(io.BytesIO):
    """A stubbed body, with what botocore asks of urllib3's responses."""

    def stream(self, **kwargs):
        yield self.read()


class StubbedHttp:
    """The HTTP response of a call that a before-call handler answered."""

    def __init__(self, status_code):
        self.status_code = status_code
        self.headers = {}


def behaviour_of(spec):
    """A handler that does what a scenario says."""
    [(kind, what)] = spec.items()

    def handle(**event):
        return getattr(Behaviour, kind)(what, event)

    return handle


class Behaviour:
    @staticmethod
    def raises(message, event):
        raise HandlerRaised(message)

    @staticmethod
    def unsigned(_, event):
        return UNSIGNED

    @staticmethod
    def signs(signing, event):
        request = event.get("request")
        context = event["context"] if request is None else request.context
        changed = dict(context.get("signing", {}))
        for name, key in [("region", "region"), ("service", "signing_name")]:
            if name in signing:
                changed[key] = signing[name]
        if "credentials" in signing:
            keys = signing["credentials"]
            changed["request_credentials"] = Credentials(
                keys["accessKeyId"], keys["secretAccessKey"]
            )
        context["signing"] = changed

    @staticmethod
    def redirects(redirect, event):
        response = event["response"]
        if response is None or response[0].status_code != redirect["status"]:
            return None
        request = event["request_dict"]
        request["url"] = urlsplit(request["url"])._replace(path=redirect["path"]).geturl()
        context = request["context"]
        context["signing"] = {
            **context.get("signing", {}),
            "region": redirect["region"],
        }
        return 0

    @staticmethod
    def signsAsRedirected(_, event):
        """The context has the region already."""

    @staticmethod
    def answers(answer, event):
        return StubbedHttp(answer["status"]), answer["parsed"]

    @staticmethod
    def stubs(stub, event):
        raw = RawBody(stub["body"].encode())
        return AWSResponse(
            event["request"].url, stub["status"], stub.get("headers", {}), raw
        )

    @staticmethod
    def retriesUntilAttempt(last, event):
        return 0 if event["attempts"] < last else None

    @staticmethod
    def setsParam(pair, event):
        event["params"][pair[0]] = pair[1]

    @staticmethod
    def replacesParams(params, event):
        return params

    @staticmethod
    def setsHeader(pair, event):
        request = event.get("request")
        headers = event["params"]["headers"] if request is None else request.headers
        headers[pair[0]] = pair[1]

    @staticmethod
    def setsQuery(pair, event):
        event["request"].params[pair[0]] = pair[1]

    @staticmethod
    def setsStatus(status, event):
        event["response_dict"]["status_code"] = status

    @staticmethod
    def setsOutput(pair, event):
        event["customized_response_dict"][pair[0]] = pair[1]

    @staticmethod
    def setsParsed(pair, event):
        event["parsed"][pair[0]] = pair[1]

    @staticmethod
    def remembers(pair, event):
        event["context"][pair[0]] = pair[1]

    @staticmethod
    def recallsAsHeader(name, event):
        event["params"]["headers"][name] = event["context"][name]


def value_of(value):
    """A parameter: JSON, with {"$bytes"} and {"$stream"} for what JSON has no word for."""
    if isinstance(value, dict):
        if "$bytes" in value:
            return value["$bytes"].encode()
        if "$stream" in value:
            return io.BytesIO(value["$stream"].encode())
        return {name: value_of(member) for name, member in value.items()}
    if isinstance(value, list):
        return [value_of(item) for item in value]
    return value


def play(question):
    scenario = question["scenario"]
    events = []
    created = []
    fields = {}
    into = created

    def record(event_name, **kwargs):
        into.append(event_name)
        fields[event_name.split(".")[0]] = sorted(kwargs)

    session = new_session(scenario.get("credentials", True))
    session.events.register_first("*", record)
    client = session.client(
        scenario["service"],
        endpoint_url=question["endpoint"],
        region_name="us-east-1",
        config=Config(
            # SDK v3's way of retrying, and its number of attempts.
            retries={"mode": "standard", "total_max_attempts": 3},
            s3={"addressing_style": "path"},
            signature_version=scenario.get("boto3SignatureVersion"),
        ),
    )
    into = events
    for pattern, behaviour in scenario.get("handlers", []):
        client.meta.events.register(pattern, behaviour_of(behaviour))
    try:
        outcome = {"output": act(client, scenario["act"])}
    except Exception as error:
        outcome = {"error": describe(error)}
    return {
        "created": created,
        "events": events,
        "fields": fields,
        "outcome": outcome,
    }


def new_session(has_credentials):
    session = botocore.session.Session()
    # Reading the models of services takes most of the time of making a client.
    session.register_component("data_loader", LOADER)
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.session.Session(
        botocore_session=session, **(keys if has_credentials else {})
    )


def act(client, act):
    params = value_of(act.get("params", {}))
    if "call" in act:
        method = getattr(client, xform_name(act["call"]))
        return select(method(**params), act.get("select", []))
    if "presign" in act:
        url = client.generate_presigned_url(xform_name(act["presign"]), Params=params)
        return signed_url(url)
    if "paginate" in act:
        paginator = client.get_paginator(xform_name(act["paginate"]))
        return [select(page, act["select"]) for page in paginator.paginate(**params)]
    if "waitFor" in act:
        waiter = client.get_waiter(xform_name(act["waitFor"]))
        waiter.wait(**params, WaiterConfig={"Delay": 0, "MaxAttempts": 5})
        return None
    raise ValueError(f"no such act: {act}")


def signed_url(url):
    """What is compared of a presigned URL: the rest is times and each side's own parameters."""
    parts = urlsplit(url)
    credential = dict(parse_qsl(parts.query)).get("X-Amz-Credential")
    signed_by = credential and re.sub(r"(?<=/)\d+/|/aws4_request$", "", credential)
    query = {
        name: value
        for name, value in sorted(parse_qsl(parts.query))
        if name.startswith("x-parity") or name == "X-Amz-SignedHeaders"
    }
    return {"path": parts.path, "signedBy": signed_by, "query": query}


def select(output, path):
    """What is at a path of member names in an output: streams are read, and event streams listed."""
    value = output
    for step in path:
        value = [item[step] for item in value] if isinstance(value, list) else value[step]
    return plain(value) if path else None


def plain(value):
    if hasattr(value, "read"):
        return value.read().decode()
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, dict):
        return {name: plain(member) for name, member in value.items()}
    if hasattr(value, "__iter__") and not isinstance(value, str):
        return [plain(item) for item in value]
    return value


def describe(error):
    """What went wrong, in words that both sides have."""
    if isinstance(error, HandlerRaised):
        return f"handler: {error}"
    if isinstance(error, exceptions.WaiterError):
        return "waiter"
    if isinstance(error, exceptions.ClientError):
        # Where the service sent no code, its status is one. What a handler answers has no metadata.
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        return f"service: {error.response['Error'].get('Code') or status}"
    if isinstance(error, exceptions.NoCredentialsError):
        return "no credentials"
    if isinstance(error, exceptions.ParamValidationError):
        return "validation"
    if isinstance(error, (exceptions.HTTPClientError, exceptions.ConnectionError)):
        return "connection"
    if isinstance(error, ResponseParserError):
        return "unparsable"
    return f"{type(error).__name__}: {error}"


def main():
    for line in sys.stdin:
        print(json.dumps(play(json.loads(line)), default=str), flush=True)


main()
