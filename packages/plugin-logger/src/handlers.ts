import {
  type CallContext,
  clientOf,
  type EmittedEvent,
  type EventPayloads,
  type HttpRequest,
  type HttpResponse,
  isPresigned,
} from "@tucuxi/events";
import { CallMap } from "@tucuxi/events/plugin";
import { CallRedaction } from "./call-redaction.js";
import { type Attempt, CallState } from "./call-state.js";
import { Faults } from "./faults.js";
import type { Settings } from "./options.js";
import type { LogLevel } from "./output/levels.js";
import { answerOf, identityOf, millisecondsSince, sizesOf } from "./records/record-parts.js";
import type { ErrorRecord, LogRecord } from "./records/records.js";
import { tapStream } from "./wire/stream-tap.js";
import { type AttemptOutcome, whenStreamed, wireRecord } from "./wire/wire-log.js";

type Event<Type extends keyof EventPayloads> = EmittedEvent & EventPayloads[Type];
type Running = void | Promise<void>;

/** Fewer bytes of a compressed body may not be enough to decode anything. */
const LEAST_KEPT = 1024;

/**
 * The handlers of one logger. State is kept by the call's `context`, so concurrent calls stay separate, even of several
 * clients. Errors in here are reported and never thrown.
 */
export function loggingHandlers({ sink, rules, maxBodyBytes, includes }: Settings) {
  const states = new CallMap<CallState>();
  const faults = new Faults();

  function makeRedaction({ context, model }: CallState): CallRedaction {
    const client = clientOf(context);
    const report = (error: unknown): void => faults.report(client, error);
    return new CallRedaction(client, model, rules, maxBodyBytes, report);
  }

  /** The first event of a call: decides whether it is logged. */
  function startCall({ eventName, params, model, context }: Event<"provide-client-params">): Running {
    return safely(context, () => {
      if (!includes(eventName.slice(eventName.indexOf(".") + 1))) return;
      states.set(context, new CallState(context, model, params, makeRedaction));
    });
  }

  function noteParams({ params, context }: Event<"before-parameter-build">): void {
    const state = states.get(context);
    if (state !== undefined) state.params = params;
  }

  function noteSerializedBody({ request, context }: Event<"before-call">): void {
    const state = states.get(context);
    if (state === undefined) return;
    state.serialized = { body: request.body, encoding: request.headers["content-encoding"] };
  }

  function logPresigned({ request, context }: Event<"before-call">): Running {
    if (!isPresigned(context) || !sink.isEnabled("info")) return;
    return forState(context, (state) =>
      oncePrepared(state, () => {
        state.redaction.input(state.params);
        state.redaction.learn(request);
        const url = state.redaction.url(request);
        write(context, "info", { type: "presigned", ...identityOf(state), method: request.method, url });
      }),
    );
  }

  function startAttempt({ request, context }: Event<"before-send">): Running {
    return forState(context, (state) => {
      if (!sink.isEnabled("trace")) return begin(state, request);
      return oncePrepared(state, () => {
        begin(state, request);
        // Done now, since the caller may wipe secrets from the parameters as soon as they are sent.
        state.redaction.input(state.params);
      });
    });
  }

  function tapResponse({ response, context }: Event<"before-parse">): Running {
    return forState(context, ({ attempt }) => {
      if (attempt === undefined || !sink.isEnabled("trace")) return;
      const { statusCode: status, headers, body } = response;
      const tap = tapStream(body, maxBodyBytes === 0 ? 0 : Math.max(maxBodyBytes, LEAST_KEPT));
      attempt.received = { status, headers: { ...headers }, body, tap };
      if (tap !== undefined) response.body = tap.body;
    });
  }

  function logAttempt({ response, parsed, exception, context }: Event<"response-received">): Running {
    return forState(context, (state) => {
      const { attempt } = state;
      if (attempt === undefined) return;
      attempt.response = response;
      const isTraced = sink.isEnabled("trace");
      if (!isTraced && !sink.isEnabled("debug")) return;
      const log = (): Running => {
        logAnswer(context, state, attempt, exception);
        return isTraced ? logWire(context, state, attempt, { parsed, exception }) : undefined;
      };
      return isTraced || exception !== undefined || !rules.areNone ? oncePrepared(state, log) : log();
    });
  }

  function logAnswer(context: CallContext, state: CallState, attempt: Attempt, exception: unknown): void {
    if (!sink.isEnabled("debug")) return;
    const { request, number, startedAt, response } = attempt;
    write(context, "debug", {
      type: "attempt",
      ...identityOf(state),
      attempt: number,
      method: request.method,
      host: state.redaction.host(request, state.params),
      durationMs: millisecondsSince(startedAt),
      ...answerOf(response),
      ...sizesOf(state, attempt),
      error: exception === undefined ? undefined : errorOf(state, exception),
    });
  }

  function logWire(
    context: CallContext,
    state: CallState,
    attempt: Attempt,
    outcome: AttemptOutcome,
  ): Running {
    whenStreamed(state, attempt, outcome, maxBodyBytes, (record) => {
      safely(context, async () => write(context, "trace", await record));
    });
    return wireRecord(state, attempt, outcome, maxBodyBytes).then((record) =>
      write(context, "trace", record),
    );
  }

  function logCall({ httpResponse, error, context }: Event<"after-call">): Running {
    if (error !== undefined) return logFailure(context, error, httpResponse);
    return forState(context, (state) => {
      noteResponse(state, httpResponse);
      logOutcome(context, state, "info", httpResponse, undefined);
    });
  }

  function logFailedCall({ exception, context }: Event<"after-call-error">): Running {
    return logFailure(context, exception, responseIn(exception));
  }

  function logFailure(context: CallContext, error: unknown, response: HttpResponse | undefined): Running {
    return forState(context, (state) => {
      if (!sink.isEnabled("error")) return;
      noteResponse(state, response);
      return oncePrepared(state, () => logOutcome(context, state, "error", response, errorOf(state, error)));
    });
  }

  function logOutcome(
    context: CallContext,
    state: CallState,
    level: "info" | "error",
    response: HttpResponse | undefined,
    error: ErrorRecord | undefined,
  ): void {
    if (!sink.isEnabled(level)) return;
    write(context, level, {
      type: "call",
      ...identityOf(state),
      durationMs: millisecondsSince(state.startedAt),
      attempts: state.attempts,
      ...answerOf(response),
      ...sizesOf(state, state.attempt),
      error,
    });
  }

  function errorOf({ redaction, params, attempt }: CallState, error: unknown): ErrorRecord {
    const unparsed = attempt?.response !== undefined && !isServiceError(error);
    return redaction.error(error, params, attempt, unparsed);
  }

  function write(context: CallContext, level: LogLevel, record: LogRecord): void {
    if (!sink.isEnabled(level)) return;
    const returned = sink.write(level, record);
    if (typeof returned !== "object" || returned === null) return;
    // Nobody waits for a logger, but an unhandled rejection would end the process.
    Promise.resolve(returned).catch((error: unknown) => faults.report(clientOf(context), error));
  }

  function forState(context: CallContext, act: (state: CallState) => Running): Running {
    const state = states.get(context);
    return state === undefined ? undefined : safely(context, () => act(state));
  }

  function safely(context: CallContext, act: () => Running): Running {
    const failed = (error: unknown): void => faults.report(clientOf(context), error);
    try {
      return act()?.catch(failed);
    } catch (error) {
      return failed(error);
    }
  }

  return {
    startCall,
    noteParams,
    noteSerializedBody,
    logPresigned,
    startAttempt,
    tapResponse,
    logAttempt,
    logCall,
    logFailedCall,
  };
}

/**
 * Does something as soon as everything is loaded that recognizes secrets. After the first time, that is immediately.
 */
function oncePrepared({ redaction }: CallState, act: () => Running): Running {
  const loading = redaction.prepare();
  return loading === undefined ? act() : loading.then(act);
}

function begin(state: CallState, request: HttpRequest): void {
  state.attempts++;
  state.attempt = { number: state.attempts, startedAt: performance.now(), request };
}

/** Notes the last attempt's response, unless it's known from `response-received`. */
function noteResponse({ attempt }: CallState, response: HttpResponse | undefined): void {
  if (attempt !== undefined) attempt.response ??= response;
}

/** The response that the SDK's deserializer put on an error. */
function responseIn(error: unknown): HttpResponse | undefined {
  return typeof error === "object" && error !== null && "$response" in error
    ? (error.$response as HttpResponse | undefined)
    : undefined;
}

/** Whether the service answered with an error, as the SDK marks it. */
function isServiceError(error: unknown): boolean {
  return typeof error === "object" && error !== null && "$fault" in error;
}
