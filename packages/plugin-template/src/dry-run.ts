import { clientOf, eventsOf, isPresigned, type Params } from "@tucuxi/events";
import { CallMap, definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { checkedOptions, type DryRunOptions } from "./options.js";
import type { SkippedCall } from "./skipped-call.js";

/**
 * Sends calls that only read, and answers all others itself. For each call that isn't sent, its client's emitter emits
 * a `dry-run` event.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`
 *
 * @example
 * eventsOf(client).use(dryRun());
 */
export function dryRun(options: DryRunOptions = {}): Plugin {
  const { reads, answer } = checkedOptions(options);
  // State is kept by the call's context, since several clients can share these handlers.
  const paramsOf = new CallMap<Params>();

  return definePlugin({
    name: "dry-run",
    register(events) {
      events.declareEvents("dry-run");

      // Patterns with one segment run last, after other handlers have changed the parameters, answered or refused.
      events.registerLast("before-parameter-build", function rememberParams({ params, context }) {
        paramsOf.set(context, params);
      });

      events.registerLast("before-call", async function answerWrites({ model, context }) {
        // Not `reads.test`, which continues where it last stopped if the flag g is set.
        if (model.name.search(reads) >= 0 || isPresigned(context)) return undefined;
        const call: SkippedCall = { params: paramsOf.get(context) ?? {}, model, context };
        // Not on `events`, which can be a session's. Its clients have copies of the handlers.
        const emitter = eventsOf(clientOf(context));
        await emitter.emit(`dry-run.${model.serviceName}.${model.name}`, call);
        return { parsed: await answer(call) };
      });
    },
  });
}
