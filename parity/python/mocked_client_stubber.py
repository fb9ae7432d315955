"""The Stubber of botocore's unit tests: their client is a mock, so calls start with an event of its emitter.

Behind it is a real client of the other side. The tests' names are no AWS service's: each stands for a name of S3.
"""

from types import SimpleNamespace

from botocore.exceptions import ParamValidationError, UnStubbedResponseError
from botocore.model import ServiceModel

# What the tests call an operation, members of its output, and members of an error.
OPERATION = "ListObjectsV2"
OPERATION_WITHOUT_OUTPUT = "DeleteBucket"
OUTPUT_NAMES = {"foo": "Prefix", "bar": "Delimiter"}
ERROR_NAMES = {"Extra": "StorageClass"}
# An error with modelled members, for a test that gives it some.
MODELLED_ERROR = "InvalidObjectState"
PARAMS = {"Bucket": "bucket"}


def renamed(values, names):
    return {names[name]: value for name, value in values.items()}


def named_back(values, names):
    own = {theirs: ours for ours, theirs in names.items()}
    return {own.get(name, name): value for name, value in values.items()}


class MockedClientStubber:
    def __init__(self, client, ask):
        self.mocked = client
        self.ask = ask
        self.client = ask(do="client", service="s3")["id"]
        self.codes = {}
        ask(do="stub", client=self.client)

    def __enter__(self):
        self.activate()
        return self

    def __exit__(self, *_):
        self.deactivate()

    def activate(self):
        self.mocked.meta.events.register("before-call.*.*", self.call, unique_id="bridge")

    def deactivate(self):
        self.mocked.meta.events.unregister("before-call.*.*", self.call, unique_id="bridge")
        self.ask(do="deactivate", client=self.client)

    def operation(self, method):
        # A method that a test took from the mock is one that S3 does not have.
        if not hasattr(self.mocked, method):
            return "NoSuchOperation"
        model = self.mocked.meta.service_model
        if isinstance(model, ServiceModel) and model.operation_model("foo").output_shape is None:
            return OPERATION_WITHOUT_OUTPUT
        return OPERATION

    def add_response(self, method, service_response, expected_params=None):
        response = {name: value for name, value in service_response.items() if name != "ResponseMetadata"}
        self.add(
            do="addResponse",
            operation=self.operation(method),
            response=renamed(response, OUTPUT_NAMES),
            expected=expected_params,
        )

    def add_client_error(
        self,
        method,
        service_error_code="",
        service_message="",
        http_status_code=400,
        service_error_meta=None,
        expected_params=None,
        response_meta=None,
        modeled_fields=None,
    ):
        code = service_error_code if modeled_fields is None else MODELLED_ERROR
        self.codes[code] = service_error_code
        self.add(
            do="addClientError",
            operation=self.operation(method),
            code=code,
            message=service_message,
            status=http_status_code,
            expected=expected_params,
            fields=renamed(modeled_fields or {}, ERROR_NAMES),
            errorMeta=service_error_meta,
            requestId=(response_meta or {}).get("RequestId"),
        )

    def add(self, **question):
        answer = self.ask(client=self.client, **question)
        if "stubError" not in answer:
            return
        error = answer["stubError"]
        if error["code"] == "INVALID_STUB":
            raise ValueError(error["message"])
        raise ParamValidationError(report=error["message"])

    def assert_no_pending_responses(self):
        answer = self.ask(do="assertNoPendingResponses", client=self.client)
        if "stubError" in answer:
            raise AssertionError(answer["stubError"]["message"])

    def call(self, **_):
        """Calls the real client, and gives what botocore's handler gives: a response, and what was parsed of it."""
        answer = self.ask(do="call", client=self.client, operation=OPERATION, params=PARAMS)
        if "stubError" in answer:
            raise UnStubbedResponseError(
                operation_name=OPERATION, reason=answer["stubError"]["message"]
            )
        metadata = {"RequestId": answer["requestId"]}
        if "serviceError" not in answer:
            return SimpleNamespace(status_code=answer["status"]), named_back(
                answer["output"], OUTPUT_NAMES
            )
        error = answer["serviceError"]
        described = {"Code": self.codes[error["code"]], "Message": error["message"]}
        members = named_back(error["members"], ERROR_NAMES)
        parsed = {"Error": {**described, **members}, "ResponseMetadata": metadata, **members}
        return SimpleNamespace(status_code=answer["status"]), parsed
