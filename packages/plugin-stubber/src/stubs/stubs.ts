/// <reference lib="esnext.disposable" preserve="true" />

import type { Answer, Answered, AnsweredAttempt } from "../answers/answer.js";
import { type ErrorDetails, errorAnswer } from "../answers/error-answer.js";
import { outputAnswer } from "../answers/output-answer.js";
import { faultsOf } from "../checks/check-value.js";
import type { CallReceiver } from "../client/call-receiver.js";
import type { AnyCommandClass, CommandClass } from "../client/command-class.js";
import { Installation } from "../client/installation.js";
import { protocolOf, type SdkClient } from "../client/sdk.js";
import { StubError } from "../errors.js";
import type { OutputWriter } from "../protocols/write-output.js";
import type { CallRecord } from "./call-record.js";
import { unmatched, unused } from "./explain.js";
import { operationNamed } from "./operation-named.js";
import { checkedOptions, type StubOptions } from "./options.js";
import { OrderedResponses } from "./ordered-responses.js";
import type { Expected } from "./output-types.js";
import type { SentCall } from "./sent-call.js";
import { type AnyMembers, type OnCalls, Stub } from "./stub.js";
import { type MatchOptions, Target } from "./target.js";

/** botocore's `add_client_error`, with the SDK's spelling of names. */
export interface ClientErrorOptions {
  /** botocore's `service_error_code`: `NoSuchKey`. */
  readonly serviceErrorCode: string;
  /** botocore's `service_message`. */
  readonly serviceMessage?: string;
  /** botocore's `http_status_code`. @default the one of the service's model */
  readonly httpStatusCode?: number;
  /** botocore's `expected_params`: all parameters of the call. */
  readonly expectedParams?: object;
  /** botocore's `modeled_fields`: the error's members in the service's model. */
  readonly modeledFields?: Readonly<Record<string, unknown>>;
  /** botocore's `service_error_meta`: strings besides code and message, such as the `Endpoint` of S3's redirects. */
  readonly serviceErrorMeta?: Readonly<Record<string, string>>;
  /** botocore's `response_meta`, with the SDK's names. The exception has it in `$metadata`. */
  readonly responseMeta?: {
    readonly requestId?: string;
    readonly extendedRequestId?: string;
    readonly cfId?: string;
  };
}

/**
 * The stubs of a client, or of all clients that `stub` was given, and the calls that were made with them. Nothing goes
 * to the network until you remove them, at the end of a `using` block or with `dispose`.
 */
export class Stubs implements Disposable {
  readonly #options: Required<StubOptions>;
  readonly #stubs: Stub[] = [];
  readonly #ordered = new OrderedResponses();
  readonly #installations = new Set<Installation>();
  #calls: CallRecord[] = [];
  #takeOff: (() => void) | undefined;
  #hasRefused = false;
  #isOfOneService = true;
  #isOff = false;

  /** @internal Use `stub`. */
  constructor(options: StubOptions) {
    this.#options = checkedOptions(options);
  }

  /**
   * Sets how calls are answered: those of a command, or of all operations that a pattern matches (`"s3.Get*"`). If
   * several stubs match, the last one answers, as long as it has an answer left.
   *
   * @param command The class of the command, or a pattern of service and operation, like an event pattern without the
   * event type.
   * @param params The expected parameters. Others are allowed too. They can contain matchers such as `any()` or
   * `expect.objectContaining` at any depth. Or a function that tests the parameters.
   * @throws StubError `INVALID_STUB` for a command of another service, or `DISPOSED` after the stubs were removed.
   */
  readonly on: OnCalls = (
    command: AnyCommandClass | string,
    params?: unknown,
    options: MatchOptions = {},
  ): Stub<never, never> => {
    this.#checkOn();
    const target = new Target(command, params, options);
    if (this.#isOfOneService)
      for (const installation of this.#installations) checkService(target, installation);
    const stub = new Stub(target, { check: (answer) => this.#check(answer, target), on: this.on });
    this.#stubs.push(stub);
    return stub as unknown as Stub<never, never>;
  };

  /** The calls, in the order they were made. */
  get calls(): readonly SentCall[] {
    return this.#calls;
  }

  /**
   * The calls of a command, or of all operations that a pattern matches. With `params`, only calls with these
   * parameters.
   */
  callsOf<Input extends object, Output extends object>(
    command: CommandClass<Input, Output>,
    params?: Expected<Partial<Input>>,
    options?: MatchOptions,
  ): readonly SentCall<Input, Output>[];
  callsOf(pattern: string, params?: Expected<AnyMembers>, options?: MatchOptions): readonly SentCall[];
  callsOf(
    command: AnyCommandClass | string,
    params?: unknown,
    options: MatchOptions = {},
  ): readonly SentCall[] {
    const target = new Target(command, params, options);
    return this.#calls.filter((call) => target.isFor(call) && target.differences(call).length === 0);
  }

  /** Forgets all stubs and calls. The client stays stubbed. */
  reset(): void {
    this.#stubs.length = 0;
    this.#ordered.clear();
    this.#calls = [];
    this.#hasRefused = false;
  }

  /** Forgets the calls. */
  clearCalls(): void {
    this.#calls = [];
  }

  /**
   * Throws if stubs weren't used.
   *
   * @throws StubError `UNUSED_STUBS`
   */
  verify(): void {
    const error = unused(this.#stubs);
    if (error !== undefined) throw error;
    this.assertNoPendingResponses();
  }

  /**
   * Removes the stubs. The clients are then as they were before.
   *
   * @throws StubError `UNUSED_STUBS` if stubs weren't used, unless you told `stub` to ignore that, or a call that no
   * stub answers was refused.
   */
  dispose(): void {
    this.restore();
    // A refused call has failed the test already, and is the reason why stubs are left.
    if (this.#options.unused === "error" && !this.#hasRefused) this.verify();
  }

  /** `dispose`, for `using`. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Removes the stubs, whether they were used or not. */
  restore(): void {
    for (const installation of this.#installations) installation.remove(this.#receiver);
    this.#installations.clear();
    this.#isOff = true;
    this.#takeOff?.();
    this.#takeOff = undefined;
  }

  /**
   * botocore's `add_response`: the response to one call. Calls take responses in the order you add them.
   *
   * @param operation `GetObject`, the name of the aggregated client's method (`getObject`), or the class of the
   * command. With the class, the response is compared with the model immediately, and otherwise when it's given.
   * @param expectedParams All parameters of the call.
   * @throws StubError `INVALID_STUB` for an operation that an aggregated client such as `S3` doesn't have. A client
   * such as `S3Client` doesn't know its operations.
   */
  addResponse(operation: AnyCommandClass | string, response: AnyMembers, expectedParams?: object): void {
    this.#addOrdered(operation, outputAnswer(response), expectedParams);
  }

  /**
   * botocore's `add_client_error`: the response to one call is an error.
   *
   * @throws StubError `INVALID_ERROR` for an error that the service doesn't have.
   */
  addClientError(operation: AnyCommandClass | string, options: ClientErrorOptions): void {
    const { serviceErrorCode, serviceMessage, httpStatusCode, expectedParams, modeledFields } = options;
    const details: ErrorDetails = {
      ...(serviceMessage === undefined ? {} : { message: serviceMessage }),
      ...(httpStatusCode === undefined ? {} : { statusCode: httpStatusCode }),
      ...modeledFields,
    };
    const { serviceErrorMeta = {}, responseMeta = {} } = options;
    const extras = { unmodelled: serviceErrorMeta, metadata: { ...responseMeta } };
    this.#addOrdered(operation, errorAnswer(serviceErrorCode, details, extras), expectedParams);
  }

  /**
   * botocore's `assert_no_pending_responses`.
   *
   * @throws StubError `UNUSED_STUBS` if responses are left that you added with `addResponse` or `addClientError`.
   */
  assertNoPendingResponses(): void {
    const pending = this.#ordered.pending();
    if (pending.length === 0) return;
    throw new StubError(
      "UNUSED_STUBS",
      `these responses were added and not used:\n${pending.map((text) => `  ${text}`).join("\n")}`,
    );
  }

  /** @internal Stubs a client. */
  install(client: SdkClient): void {
    const installation = Installation.of(client);
    if (this.#isOfOneService) for (const { target } of this.#stubs) checkService(target, installation);
    installation.place(this.#receiver);
    this.#installations.add(installation);
  }

  /** @internal Stubs a client that sends, unless it has stubs. */
  installOnce(client: SdkClient): void {
    if (!this.#isOff && Installation.of(client).receiver === undefined) this.install(client);
  }

  /** @internal A session makes clients of many services. */
  allowAnyService(): void {
    this.#isOfOneService = false;
  }

  /** @internal What else to restore. */
  whenTakenOff(takeOff: () => void): void {
    this.#takeOff = takeOff;
  }

  #addOrdered(what: AnyCommandClass | string, answer: Answer, expectedParams: object | undefined): void {
    this.#checkOn();
    // With a class, the operation and its model are known.
    const target = typeof what === "string" ? undefined : new Target(what, undefined, {});
    const name =
      target?.operation ?? operationNamed(String(what), this.#isOfOneService ? this.#installations : []);
    this.#check(answer, target);
    this.#ordered.add({ operation: name, answer, expectedParams });
  }

  #checkOn(): void {
    if (!this.#isOff) return;
    throw new StubError(
      "DISPOSED",
      "this stub was taken off, and calls would go to AWS: make another with stub()",
    );
  }

  /** Checks an answer as far as operation and service are known. */
  #check(answer: Answer, target: Target | undefined): void {
    const [installation] = this.#isOfOneService ? this.#installations : [];
    answer.check?.({
      operation: target?.model,
      errors: installation?.errors,
      isNative: target?.isDocument === true,
    });
  }

  readonly #receiver: CallReceiver = {
    begin: (call) => {
      this.#calls.push(call);
    },
    checkParams: (call) => {
      this.#noting(() => {
        // As in botocore, this first checks whether it's the expected call.
        this.#ordered.check(call);
        if (this.#options.params === "error") checkParams(call);
      });
    },
    answer: (call, requestId) => this.#noting(() => this.#answer(call, requestId)),
  };

  #noting<Value>(act: () => Value): Value {
    try {
      return act();
    } catch (error) {
      this.#hasRefused = true;
      throw error;
    }
  }

  #answer(
    call: CallRecord,
    requestId: string,
  ): { readonly delay: number; readonly give: () => Promise<Answered> } {
    if (this.#ordered.isUsed) {
      const answer = this.#ordered.take(call);
      if (answer !== undefined)
        return { delay: 0, give: () => answer.answer(attemptOf(call, undefined, requestId)) };
    }
    const stub = this.#stubs.findLast(
      ({ target, queue }) => target.isFor(call) && target.differences(call).length === 0 && queue.hasNext,
    );
    const taken = stub?.queue.take();
    if (stub === undefined || taken === undefined) throw unmatched(call, this.#stubs);
    const { answer, delay } = taken;
    const attempt = attemptOf(call, stub.target, requestId);
    return {
      delay,
      give: async () => {
        const { operation, errors, isNative } = attempt;
        answer.check?.({ operation, errors, isNative });
        return answer.answer(attempt);
      },
    };
  }
}

function attemptOf(call: CallRecord, target: Target | undefined, requestId: string): AnsweredAttempt {
  const { config, middlewareStack } = call.client as SdkClient;
  const { errors } = Installation.of({ config, middlewareStack });
  const protocol = protocolOf(config);
  const writer: OutputWriter | undefined =
    protocol === undefined
      ? undefined
      : {
          protocol,
          requestId,
          service: {
            serviceId: errors.serviceId,
            namespace: config.protocolSettings?.defaultNamespace,
            xmlNamespace: config.protocolSettings?.xmlNamespace,
          },
        };
  return {
    operationName: call.operation,
    operation: call.model,
    writer,
    errors,
    params: target?.paramsOf(call) ?? call.params,
    isNative: target?.isNativeFor(call) ?? call.isDocument,
    attempt: call.attempts.length,
    client: call.client,
    md5: config.md5,
  };
}

function checkParams({ service, operation, model, wireParams }: CallRecord): void {
  if (model === undefined) return;
  const faults = faultsOf(model.input, wireParams);
  if (faults.length === 0) return;
  throw new StubError(
    "INVALID_PARAMS",
    `${service}.${operation} has no such parameters, by the service's model:\n${faults.map((fault) => `  ${fault}`).join("\n")}\nAWS would refuse them, or the SDK wouldn't send them. To try just that: stub(client, { params: "ignore" })`,
  );
}

/** A command of another service would never be sent by this client. */
function checkService(target: Target, { client, service }: Installation): void {
  const { namespace, text } = target;
  const own = client.config.protocolSettings?.defaultNamespace;
  if (namespace === undefined || own === undefined || namespace === own) return;
  throw new StubError(
    "INVALID_STUB",
    `${text} is a command of ${namespace}, and the client is one of ${service} (${own})`,
  );
}
