import {
  type CallContext,
  type HttpRequest,
  type HttpResponse,
  isPresigned,
  type OperationModel,
  type Params,
  type Parsed,
  wholeOf,
} from "@tucuxi/events";
import { CallMap, definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { Confirmations } from "./confirmations.js";
import { emptyOutput } from "./empty-output.js";
import { GuardError } from "./guard-error.js";
import { CallState } from "./guarded-call.js";
import { checkedOptions, type GuardOptions, type Settings } from "./options.js";
import { checkPlace, type Scope, scopeOfSigned, scopeOfUnsigned } from "./places.js";
import { Spending } from "./spending.js";
import { verdictOn } from "./verdict.js";
import { changeOf, wireOperationOf } from "./wire-operation.js";

let guards = 0;

/**
 * Refuses calls that do more than they may. By default that is every call that writes or returns a secret. It decides
 * before another handler can answer the call, and checks again what is about to be sent.
 *
 * @throws RegistrationError `UNKNOWN_OPTION`, `INVALID_OPTION`, or the code for a wrong pattern
 *
 * @example
 * eventsOf(client).use(guard());
 */
export function guard(options: GuardOptions = {}): Plugin {
  const checks = new Guard(checkedOptions(options));
  guards++;
  return definePlugin({
    // Each guard is its own plugin, so a client's guard isn't dropped because its session has one.
    name: guards === 1 ? "guard" : `guard:${guards}`,
    register(events) {
      // No handler can have answered the call yet. A pattern with one segment runs last, when the parameters are final.
      events.registerLast("before-parameter-build", function decideOnCall({ params, model, context }) {
        return checks.decide(checks.callOf(model, context, params));
      });

      events.registerFirst("before-call.*.*", function noteRequest({ request, model, context }) {
        checks.callOf(model, context).wire = wireOperationOf(request);
      });

      events.registerLast("before-call", function answerDryRun({ model, context }) {
        const call = checks.callOf(model, context);
        return call.isAnswered ? checks.answer(call) : undefined;
      });

      events.registerLast("before-sign", function checkPresigned({ request, region, context }) {
        return checks.beforeSigning(request, region, context);
      });

      events.registerLast("before-send", async function checkSigned({ request, context }) {
        await checks.leave(request, () => scopeOfSigned(request), context);
        return undefined;
      });

      if (options.budget?.bytes !== undefined) {
        events.registerFirst("before-parse.*.*", function countResponse({ response, context }) {
          checks.countResponse(response, context);
        });
      }
    },
  });
}

/** What the handlers of one guard share. */
class Guard {
  readonly #settings: Settings;
  readonly #spending: Spending;
  readonly #confirmations = new Confirmations();
  readonly #calls = new CallMap<CallState>();

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#spending = new Spending(settings.budget);
  }

  callOf(model: OperationModel, context: CallContext, params: Params = {}): CallState {
    let call = this.#calls.get(context);
    if (call === undefined) {
      // A part of a call was decided on together with the whole call.
      const whole = wholeOf(context);
      const decided = whole && this.#calls.get(whole);
      call = new CallState(model, context, decided?.params ?? params);
      call.isAnswered = decided?.isAnswered ?? false;
      this.#calls.set(context, call);
    }
    return call;
  }

  /** Refuses the call, asks about it, or lets it continue. */
  decide(call: CallState): Promise<void> | undefined {
    const verdict = verdictOn(this.#settings, call, isPresigned(call.context));
    call.isAnswered = verdict === "answer";
    return verdict === "ask" ? this.#ask(call) : undefined;
  }

  async #ask(call: CallState): Promise<void> {
    const { confirm } = this.#settings;
    const isConfirmed =
      confirm !== undefined && (await this.#confirmations.ask(confirm, await call.describe()));
    if (isConfirmed) return;
    const message = `it ${call.classification.because}, and nobody confirmed it`;
    throw new GuardError("NOT_CONFIRMED", "confirm", call, message);
  }

  /** The answer to a call that a dry run doesn't send. */
  async answer(call: CallState): Promise<{ parsed: Parsed }> {
    const described = await call.describe();
    // Awaited, so that what an asynchronous function throws fails the call and not the process.
    await this.#settings.log(`dry run: ${described.summary}`, described);
    return { parsed: await emptyOutput(call) };
  }

  /** A presigned URL isn't sent from here, so it's checked before it's signed. */
  beforeSigning(
    request: HttpRequest,
    region: string | undefined,
    context: CallContext,
  ): Promise<void> | undefined {
    const call = this.#calls.get(context);
    // A request that was refused when it was about to be sent must not be retried.
    if (call?.refusal !== undefined) throw call.refusal;
    return isPresigned(context)
      ? this.leave(request, () => scopeOfUnsigned(region, context), context)
      : undefined;
  }

  /** The last check of a request. */
  async leave(
    request: HttpRequest,
    scope: () => Scope | Promise<Scope>,
    context: CallContext,
  ): Promise<void> {
    const call = this.#calls.get(context);
    if (call === undefined) return;
    try {
      const change = call.wire && (await changeOf(call.wire, request));
      if (change !== undefined) {
        const message = `somebody changed ${change}`;
        throw new GuardError("REQUEST_CHANGED", "guard()", call, message);
      }
      if (call.reclassify()) await this.decide(call);
      const { regions, accounts } = this.#settings;
      if (regions !== undefined || accounts !== undefined) {
        await checkPlace(this.#settings, call, request, await scope());
      }
      // Nothing waits from here on, so concurrent calls can't exceed the budget.
      this.#spending.countRequest(call, request);
    } catch (error) {
      call.refusal = error;
      throw error;
    }
  }

  countResponse(response: HttpResponse, context: CallContext): void {
    const call = this.#calls.get(context);
    if (call === undefined) return;
    try {
      this.#spending.countResponse(call, response);
    } catch (error) {
      call.refusal = error;
      discard(response.body);
      throw error;
    }
  }
}

/** Ends a response's stream that nobody will read. */
function discard(body: unknown): void {
  if (typeof body !== "object" || body === null) return;
  if ("destroy" in body && typeof body.destroy === "function") body.destroy();
  else if (body instanceof ReadableStream) body.cancel().catch(() => {});
}
