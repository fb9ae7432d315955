"""Runs botocore's own tests of its Stubber with @tucuxi/plugin-stubber in the place of both Stubber and client.

Asks for what they do in JSON, one question a line, and gets one answer a line. The last line says how the tests went.
"""

import json
import sys
import types
import unittest
import unittest.mock
from pprint import pformat

import botocore.session
import botocore.stub
from botocore.exceptions import (
    ParamValidationError,
    StubAssertionError,
    StubResponseError,
    UnStubbedResponseError,
)
from mocked_client_stubber import MockedClientStubber

questions = sys.stdout
sys.stdout = sys.stderr
create_client = botocore.session.Session.create_client


def ask(**question):
    print(json.dumps(question, default=marked), file=questions, flush=True)
    return json.loads(sys.stdin.readline())


def marked(value):
    if value is botocore.stub.ANY:
        return {"any": True}
    raise TypeError(f"no JSON for {value!r}")


class BridgedClient:
    """A client of the other side, and of botocore what tests look at beside calls."""

    def __init__(self, session, service, **kwargs):
        self.botocore = create_client(session, service, **kwargs)
        self.stubber = None
        self.id = ask(do="client", service=service)["id"]

    @property
    def meta(self):
        return self.botocore.meta

    @property
    def exceptions(self):
        return self.botocore.exceptions

    def generate_presigned_url(self, ClientMethod, Params):
        operation = self.meta.method_to_api_mapping[ClientMethod]
        answer = ask(do="presign", client=self.id, operation=operation, params=Params)
        # SDK v3 signs every presigned URL; the tests' client does not.
        return answer["url"].split("?")[0]

    def __getattr__(self, method):
        if method not in self.meta.method_to_api_mapping:
            raise AttributeError(method)
        operation = self.meta.method_to_api_mapping[method]
        return lambda **params: self.call(operation, params)

    def call(self, operation, params):
        answer = ask(do="call", client=self.id, operation=operation, params=params)
        if "stubError" in answer:
            raise self.stub_error(operation, params, answer["stubError"])
        _, metadata = self.stubber.pending.pop(0)
        if "serviceError" in answer:
            error = answer["serviceError"]
            response = {
                "Error": {"Code": error["code"], "Message": error["message"]},
                **error["members"],
            }
            raise self.exceptions.from_code(error["code"])(response, operation)
        # botocore hands on what the stub has; SDK v3 makes $metadata of the response.
        return {**answer["output"], **metadata}

    def stub_error(self, operation, params, error):
        if error["code"] == "INVALID_PARAMS":
            return ParamValidationError(report=error["message"])
        if "expected were the parameters" in error["message"]:
            expected = self.stubber.pending[0][0]
            reason = f"Expected parameters:\n{pformat(expected)},\nbut received:\n{pformat(params)}"
            return StubAssertionError(operation_name=operation, reason=reason)
        if "the next response that was added" in error["message"]:
            return StubResponseError(operation_name=operation, reason=error["message"])
        reason = f"Unexpected API Call: {error['message']}"
        return UnStubbedResponseError(operation_name=operation, reason=reason)


class BridgedStubber:
    def __init__(self, client):
        self.client = client
        self.pending = []
        client.stubber = self
        ask(do="stub", client=client.id)

    def __enter__(self):
        self.activate()
        return self

    def __exit__(self, *_):
        self.deactivate()

    def activate(self):
        ask(do="activate", client=self.client.id)

    def deactivate(self):
        ask(do="deactivate", client=self.client.id)

    def add_response(self, method, service_response, expected_params=None):
        operation = self.client.meta.method_to_api_mapping[method]
        response = dict(service_response)
        metadata = {name: response.pop(name) for name in ["ResponseMetadata"] if name in response}
        self.add(
            (expected_params, metadata),
            do="addResponse",
            operation=operation,
            response=response,
            expected=expected_params,
        )

    def add_client_error(
        self,
        method,
        service_error_code="",
        service_message="",
        http_status_code=400,
        expected_params=None,
        modeled_fields=None,
        service_error_meta=None,
        response_meta=None,
    ):
        self.add(
            (expected_params, {}),
            do="addClientError",
            operation=self.client.meta.method_to_api_mapping[method],
            code=service_error_code,
            message=service_message,
            status=http_status_code,
            expected=expected_params,
            fields=modeled_fields,
            errorMeta=service_error_meta,
            requestId=(response_meta or {}).get("RequestId"),
        )

    def add(self, pending, **question):
        answer = ask(client=self.client.id, **question)
        if "stubError" in answer:
            raise ParamValidationError(report=answer["stubError"]["message"])
        self.pending.append(pending)

    def assert_no_pending_responses(self):
        answer = ask(do="assertNoPendingResponses", client=self.client.id)
        if "stubError" in answer:
            raise AssertionError(answer["stubError"]["message"])


botocore.session.Session.create_client = lambda session, service, **kwargs: (
    BridgedClient(session, service, **kwargs)
)
# The unit tests have a mocked client: what it would call is a real one.
botocore.stub.Stubber = lambda client: (
    BridgedStubber(client) if isinstance(client, BridgedClient) else MockedClientStubber(client, ask)
)
# The tests take unittest and mock from a module of botocore's repository.
sys.modules["tests"] = types.SimpleNamespace(unittest=unittest, mock=unittest.mock)

with open(sys.argv[1]) as file:
    module = types.ModuleType("test_stub")
    exec(compile(file.read(), sys.argv[1], "exec"), module.__dict__)

result = unittest.TestResult()
tests = unittest.defaultTestLoader.loadTestsFromModule(module)
names = [test.id().split(".")[-1] for suite in tests for test in suite]
tests.run(result)
failed = [
    [test.id().split(".")[-1], trace] for test, trace in result.failures + result.errors
]
print(json.dumps({"do": "end", "names": names, "failed": failed}), file=questions, flush=True)
