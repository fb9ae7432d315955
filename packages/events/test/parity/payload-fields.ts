import type { EventType } from "../../src/index.js";

/** Where a keyword argument of botocore's handlers is found here, or why it is not. */
export type Counterpart = { readonly field: string } | { readonly absent: string };

const SIGNER = {
  absent:
    "SDK v3 has no signer object to hand out: the auth scheme is chosen by what choose-signer returns, and read from signatureVersion",
} as const;

/**
 * The keyword arguments that botocore 1.43 gives to the handlers of each event (beside `event_name`), and the
 * fields of the payload that stand for them here.
 */
export const COUNTERPARTS: Readonly<Record<EventType, Readonly<Record<string, Counterpart>>>> = {
  "creating-client-class": {
    class_attributes: { field: "attributes" },
    base_classes: {
      absent: "a JavaScript class has one base: a session's handler is given it as clientClass",
    },
  },
  "provide-client-params": {
    context: { field: "context" },
    model: { field: "model" },
    params: { field: "params" },
  },
  "before-parameter-build": {
    context: { field: "context" },
    model: { field: "model" },
    params: { field: "params" },
  },
  "before-endpoint-resolution": {
    builtins: { field: "builtins" },
    context: { field: "context" },
    model: { field: "model" },
    params: { field: "params" },
  },
  "before-call": {
    context: { field: "context" },
    model: { field: "model" },
    // botocore's `params` here is the serialized request as a dict.
    params: { field: "request" },
    request_signer: SIGNER,
  },
  "request-created": {
    operation_name: { field: "operationName" },
    request: { field: "request" },
  },
  "choose-signer": {
    context: { field: "context" },
    region_name: { field: "region" },
    signature_version: { field: "signatureVersion" },
    signing_name: { field: "signingName" },
  },
  "before-sign": {
    operation_name: { field: "operationName" },
    region_name: { field: "region" },
    request: { field: "request" },
    request_signer: SIGNER,
    signature_version: { field: "signatureVersion" },
    signing_name: { field: "signingName" },
  },
  "before-send": {
    request: { field: "request" },
  },
  "before-parse": {
    customized_response_dict: { field: "customizedResponse" },
    operation_model: { field: "model" },
    response_dict: { field: "response" },
  },
  "response-received": {
    context: { field: "context" },
    exception: { field: "exception" },
    parsed_response: { field: "parsed" },
    response_dict: { field: "response" },
  },
  "needs-retry": {
    attempts: { field: "attempts" },
    caught_exception: { field: "exception" },
    endpoint: {
      absent:
        "botocore's Endpoint object sends requests; here the SDK's request handler does, as config.requestHandler",
    },
    operation: { field: "model" },
    request_dict: { field: "request" },
    response: { field: "response" },
  },
  "after-call": {
    context: { field: "context" },
    http_response: { field: "httpResponse" },
    model: { field: "model" },
    parsed: { field: "parsed" },
  },
  "after-call-error": {
    context: { field: "context" },
    exception: { field: "exception" },
  },
};
