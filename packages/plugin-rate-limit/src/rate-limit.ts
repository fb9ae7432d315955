import { type EventPayloads, type HttpRequest, isPresigned, signalOf } from "@tucuxi/events";
import { CallMap, definePlugin, type Plugin } from "@tucuxi/events/plugin";
import type { Grant, LimitQueue } from "./limit-queue.js";
import { Limits } from "./limits.js";
import { checkedOptions, type RateLimitOptions } from "./options.js";
import { isThrottling } from "./throttling.js";
import { warn } from "./warn.js";

type Event<Type extends keyof EventPayloads> = EventPayloads[Type] & { readonly eventName: string };

let installations = 0;

/**
 * Limits how many attempts are made in a period, including retries. An attempt that is too early waits for its turn.
 *
 * @throws RegistrationError `UNKNOWN_OPTION`, `INVALID_OPTION`, or the code for a wrong pattern
 *
 * @example
 * eventsOf(client).use(rateLimit({ "ssm.*": "40/s" }));
 */
export function rateLimit(options: RateLimitOptions): Plugin {
  const settings = checkedOptions(options);
  const limits = new Limits(settings);
  // Several patterns can match an attempt, each with its own handlers. The first handler takes from all limits.
  const seen = new WeakSet<HttpRequest>();
  /** What the current attempt of a call has taken. */
  const grants = new CallMap<Map<LimitQueue, Grant>>();

  async function waitFor(
    queue: LimitQueue,
    grant: Promise<Grant>,
    { eventName, operationName, context }: Event<"request-created">,
  ): Promise<Grant> {
    const since = performance.now();
    const taken = await grant;
    const milliseconds = performance.now() - since;
    const [, service = ""] = eventName.split(".");
    const { waiting } = queue;
    const limit = queue.settings.pattern;
    const failed = (error: unknown): void => warn("onWait failed", error);
    try {
      const wait = { limit, service, operation: operationName, milliseconds, waiting, context };
      const returned: unknown = settings.onWait?.(wait);
      if (returned instanceof Promise) returned.catch(failed);
    } catch (error) {
      failed(error);
    }
    return taken;
  }

  installations++;
  return definePlugin({
    // Each installation is its own plugin: a client's limits apply in addition to its session's.
    name: installations === 1 ? "rate-limit" : `rate-limit:${installations}`,
    register(events) {
      for (const { pattern } of settings.limits) {
        // Before the attempt is signed, since a signature is valid for a few minutes and a queue can be longer.
        events.registerLast(`request-created.${pattern}`, takeTurn);
        events.register(`response-received.${pattern}`, settleAttempt);
      }
    },
  });

  function takeTurn(event: Event<"request-created">): Promise<void> | undefined {
    const { eventName, request, context } = event;
    if (isPresigned(context) || seen.has(request)) return undefined;
    seen.add(request);
    grants.set(context, new Map());
    return takeFrom(limits.of(eventName), 0, event);
  }

  /** Takes from the limits one after another, starting at an index. */
  function takeFrom(
    queues: readonly LimitQueue[],
    first: number,
    event: Event<"request-created">,
  ): Promise<void> | undefined {
    const taken = grants.get(event.context);
    for (const [index, queue] of queues.entries()) {
      if (index < first) continue;
      const grant = queue.take(signalOf(event.context));
      if (grant instanceof Promise) {
        return waitFor(queue, grant, event).then((late) => {
          taken?.set(queue, late);
          return takeFrom(queues, index + 1, event);
        });
      }
      taken?.set(queue, grant);
    }
    return undefined;
  }

  function settleAttempt({ eventName, parsed, exception, context }: Event<"response-received">): void {
    const taken = grants.get(context);
    if (taken === undefined) return;
    grants.delete(context);
    const [, service = "", operation = ""] = eventName.split(".");
    const attempt = { service, operation, parsed, exception, context };
    for (const [queue, grant] of taken) {
      queue.settle(grant, queue.settings.cost?.(attempt), isThrottling(exception));
    }
  }
}
