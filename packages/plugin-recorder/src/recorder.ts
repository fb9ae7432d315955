/// <reference lib="esnext.disposable" preserve="true" />
import {
  type CallContext,
  clientOf,
  type EventPayloads,
  isPresigned,
  type ServiceEvents,
  type StubbedResponse,
  signalOf,
} from "@tucuxi/events";
import { CallMap, isDocumentCall, operationSchemaOf, type Plugin } from "@tucuxi/events/plugin";
import { eventStreamOf, isObject, operationOf, streamedMember } from "@tucuxi/plugin-stubber/wire";
import { type CallState, newState } from "./calls/call-state.js";
import { ClientNeeds } from "./calls/client-needs.js";
import { isStream, readBody, streamOf } from "./calls/read-body.js";
import {
  errorOf,
  eventOf,
  exceptionEvent,
  failureOf,
  outputOf,
  type Subject,
  wantedCall,
} from "./calls/take-attempt.js";
import { wireAnswer } from "./calls/wire-answer.js";
import { Cassette, type DraftAttempt } from "./cassette/cassette.js";
import type { Episode } from "./cassette/episode.js";
import { RecorderError } from "./errors.js";
import { type RecorderOptions, type Settings, settingsOf } from "./options.js";

/** A recorder: a plugin, with methods for tests. */
export interface Recorder extends Plugin, AsyncDisposable {
  /** Writes what was recorded so far. This also happens automatically, soon after each call. */
  save(): Promise<void>;
  /** The episodes of the file that no call has used. */
  unused(): readonly Episode[];
  /** @throws RecorderError `UNUSED_EPISODES` if the file has episodes that no call has used. */
  assertAllUsed(): void;
}

/**
 * Records the calls of a client to a file, and answers them from it. Several clients can share one recorder.
 *
 * @throws RegistrationError for an option that it doesn't accept.
 * @throws RecorderError `INVALID_CASSETTE` for a file that isn't a cassette, or that should be replayed and doesn't
 * exist.
 *
 * @example
 * ```ts
 * events.use(recorder({ file: "test/orders.cassette.json", mode: process.env.CI ? "replay" : "once" }));
 * ```
 */
export function recorder(options: RecorderOptions): Recorder {
  return new FileRecorder(settingsOf(options));
}

/**
 * There is no event for a call whose parameters the SDK couldn't serialize. It's over when nothing refers to it any
 * longer.
 */
const abandoned = new FinalizationRegistry<() => void>((ended) => ended());

class FileRecorder implements Recorder {
  readonly name: string;
  readonly #settings: Settings;
  readonly #cassette: Cassette | undefined;
  readonly #states = new CallMap<CallState>();
  #requests = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.name = "recorder";
    this.#cassette = settings.mode === "off" ? undefined : new Cassette(settings);
  }

  register(events: ServiceEvents): void {
    const cassette = this.#cassette;
    if (cassette === undefined) return;
    // Runs after other plugins, since the call is looked for with their changes.
    events.registerLast("before-parameter-build", this.#begin);
    events.registerLast("before-endpoint-resolution", this.#beginPart);
    events.registerLast("before-call", this.#decide);
    events.registerLast("before-send", this.#answer);
    // Runs before other plugins, since the service's answer is recorded without their changes.
    events.registerFirst("before-parse", this.#readBody);
    events.registerFirst("response-received", this.#record);
    events.registerFirst("needs-retry", this.#retry);
    events.registerLast("after-call", this.#end);
    events.registerLast("after-call-error", this.#end);
  }

  async save(): Promise<void> {
    await this.#cassette?.save();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.save();
  }

  unused(): readonly Episode[] {
    return this.#cassette?.unused() ?? [];
  }

  assertAllUsed(): void {
    const unused = this.unused();
    if (unused.length === 0) return;
    const list = unused
      .slice(0, 10)
      .map(({ call, params }) => `  ${call} ${shortened(JSON.stringify(params))}`);
    const more = unused.length > list.length ? [`  and ${unused.length - list.length} more`] : [];
    throw new RecorderError(
      "UNUSED_EPISODES",
      `${this.#settings.file} has ${unused.length === 1 ? "an episode" : `${unused.length} episodes`} that no call was answered with:\n${[...list, ...more].join("\n")}\nMake these calls, or record the file again.`,
    );
  }

  readonly #begin = ({ params, context }: EventPayloads["before-parameter-build"]): void => {
    this.#cassette?.throwFailure();
    const state = newState(params);
    this.#states.set(context, state);
    const { mode } = this.#settings;
    if (mode === "record" || isPresigned(context)) return;
    Object.assign(state, ClientNeeds.of(clientOf(context)).begin(mode === "once"));
    abandoned.register(context, state.ended);
  };

  /** A part of a call that another plugin has split doesn't emit the events at its beginning. */
  readonly #beginPart = ({ params, context }: EventPayloads["before-endpoint-resolution"]): void => {
    if (!this.#states.has(context)) this.#states.set(context, newState(params));
  };

  readonly #decide = async ({ model, context }: EventPayloads["before-call"]): Promise<void> => {
    const state = this.#states.get(context);
    const cassette = this.#cassette;
    // With S3's followRegionRedirects this event comes again.
    if (
      state === undefined ||
      cassette === undefined ||
      state.operation !== undefined ||
      isPresigned(context)
    )
      return;
    // The client's request handler rejects it, and sends nothing.
    if (signalOf(context)?.aborted) return;
    try {
      const subject = this.#subject(context, model);
      state.operation = subject.operation;
      const wanted = await wantedCall(subject, state.params);
      const { mode } = this.#settings;
      if (mode !== "record") state.episode = cassette.take(wanted);
      if (state.episode !== undefined) {
        state.replayed();
        return;
      }
      if (mode === "replay") throw cassette.unknownCall(wanted);
      if (mode === "once") ClientNeeds.of(clientOf(context)).checkRegion();
      state.draft = cassette.begin(wanted, streamedMember(subject.operation));
    } catch (error) {
      // There are no further events for a call that ends here.
      state.ended();
      throw error;
    }
  };

  readonly #answer = async ({
    request,
    context,
  }: EventPayloads["before-send"]): Promise<StubbedResponse | undefined> => {
    const state = this.#states.get(context);
    if (state === undefined) return undefined;
    const { episode, operation, params } = state;
    state.body = undefined;
    const client = clientOf(context);
    if (episode === undefined || operation === undefined) {
      if (this.#settings.mode === "once")
        ClientNeeds.of(client).checkSignature(request.headers["authorization"]);
      state.isSent = true;
      return undefined;
    }
    const attempt = episode.attempts[state.attempts++];
    if (attempt === undefined) {
      throw new RecorderError(
        "TOO_MANY_ATTEMPTS",
        `${episode.call} was recorded with ${episode.attempts.length} attempts in ${this.#settings.file}, and a handler asks for one more. Record the file again`,
      );
    }
    this.#requests += 1;
    const requestId = `00000000-0000-4000-8000-${String(this.#requests).padStart(12, "0")}`;
    const cassette = this.#cassette;
    const read = {
      base: cassette?.base ?? 0,
      read: (name: string) => cassette?.readBody(name) ?? new Uint8Array(),
    };
    return wireAnswer({ client, operation, params, requestId }, attempt, read);
  };

  readonly #readBody = async ({ response, context }: EventPayloads["before-parse"]): Promise<void> => {
    const state = this.#states.get(context);
    if (state?.draft === undefined || state.operation === undefined) return;
    if (streamedMember(state.operation) === undefined || response.statusCode >= 300) return;
    if (!isStream(response.body)) return;
    state.body = await readBody(response.body);
    response.body = streamOf(state.body);
  };

  readonly #record = async ({
    response,
    parsed,
    exception,
    context,
  }: EventPayloads["response-received"]): Promise<void> => {
    const state = this.#states.get(context);
    const { draft, operation, isSent } = state ?? {};
    const cassette = this.#cassette;
    if (state === undefined || draft === undefined || operation === undefined || cassette === undefined)
      return;
    state.isSent = false;
    // An abort by the user, or an error of another plugin, doesn't come from the service.
    if (!isSent || (exception instanceof Error && exception.name === "AbortError")) return;
    const subject = { ...this.#base(context), operation };
    const status = response?.statusCode;
    if (parsed === undefined) draft.attempts.push(await errorOf(subject, exception, status));
    else {
      const attempt = await outputOf(subject, parsed, status, state.body, isDocumentCall(context));
      draft.attempts.push(attempt);
      const stream = eventStreamOf(operation.output)?.[0];
      const events = stream === undefined ? undefined : parsed[stream];
      if (stream !== undefined && isStream(events)) {
        parsed[stream] = this.#tapped(events, attempt, subject);
      }
    }
    cassette.changed();
  };

  /** The events of a stream, each recorded when it's read. */
  async *#tapped(
    events: AsyncIterable<unknown>,
    attempt: DraftAttempt,
    subject: Subject,
  ): AsyncGenerator<unknown> {
    const recorded: unknown[] = [];
    attempt.events = recorded;
    try {
      for await (const event of events) {
        recorded.push(await eventOf(subject, event));
        yield event;
      }
    } catch (error) {
      const event = exceptionEvent(subject, error);
      if (event === undefined) attempt.failure = failureOf(error);
      else recorded.push(await eventOf(subject, event));
      throw error;
    } finally {
      this.#cassette?.changed();
    }
  }

  /** Makes exactly the recorded attempts, whoever asked for them at the time, and doesn't wait between them. */
  readonly #retry = ({
    context,
    exception,
  }: EventPayloads["needs-retry"]): number | { readonly retry: false } | undefined => {
    const { episode, attempts } = this.#states.get(context) ?? {};
    if (episode === undefined || attempts === undefined) return undefined;
    if (attempts < episode.attempts.length) return 0;
    // The SDK's retry loop would do this, but it isn't told of the error.
    if (isObject(exception)) {
      const metadata = isObject(exception["$metadata"]) ? exception["$metadata"] : {};
      exception["$metadata"] = { ...metadata, attempts, totalRetryDelay: 0 };
    }
    return { retry: false };
  };

  readonly #end = ({ context }: { readonly context: CallContext }): void => {
    this.#states.get(context)?.ended();
  };

  #subject(context: CallContext, model: Subject["model"]): Subject {
    const operation = operationOf(operationSchemaOf(context));
    if (operation === undefined) {
      throw new RecorderError(
        "NO_MODEL",
        `recorder(): this client of ${model.serviceId} is too old to carry its service's model, which decides what is secret and how a response is written. Update its @aws-sdk package`,
      );
    }
    this.#models.set(context, model);
    return { ...this.#base(context), operation };
  }

  readonly #models = new CallMap<Subject["model"]>();

  #base(context: CallContext): Omit<Subject, "operation"> {
    const model = this.#models.get(context);
    const cassette = this.#cassette;
    if (model === undefined || cassette === undefined)
      throw new TypeError("a call is asked for before it has begun");
    return { settings: this.#settings, client: clientOf(context), model, values: cassette.values };
  }
}

function shortened(text: string): string {
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
