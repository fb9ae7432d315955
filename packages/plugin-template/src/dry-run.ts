import { type CallContext, clientOf, eventsOf, isPresigned, type Params } from "@tucuxi/events";
import { definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { checkedOptions, type DryRunOptions } from "./options.js";
import type { SkippedCall } from "./skipped-call.js";

/**
 * Sends the calls that only read, and answers all others itself. Each call that is not sent is told by an event
 * `dry-run` of its client's emitter.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`
 *
 * @example
 * eventsOf(client).use(dryRun());
 */
export function dryRun(options: DryRunOptions = {}): Plugin {
  const { reads, answer } = checkedOptions(options);
  // What belongs to a call is found by its context: several clients may share these handlers.
  const paramsOf = new WeakMap<CallContext, Params>();

  return definePlugin({
    name: "dry-run",
    register(events) {
      events.declareEvents("dry-run");

      // Patterns of one segment come last: other handlers change the parameters, answer and refuse first.
      events.registerLast("before-parameter-build", function rememberParams({ params, context }) {
        paramsOf.set(context, params);
      });

      events.registerLast("before-call", async function answerWrites({ model, context }) {
        // Not `reads.test`: with the flag g that goes on where it last stopped.
        if (model.name.search(reads) >= 0 || isPresigned(context)) return undefined;
        const call: SkippedCall = { params: paramsOf.get(context) ?? {}, model, context };
        // Not on `events`: that may be a session's, whose handlers its clients have copies of.
        const emitter = eventsOf(clientOf(context));
        await emitter.emit(`dry-run.${model.serviceName}.${model.name}`, call);
        return { parsed: await answer(call) };
      });
    },
  });
}
