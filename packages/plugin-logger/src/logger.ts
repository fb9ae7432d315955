import { definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { loggingHandlers } from "./handlers.js";
import { checkedSettings, type LoggerOptions } from "./options.js";

/**
 * Logs calls: one record for each at `info`, or `error` if it failed; at `debug` one for each attempt; at `trace`
 * what each attempt sent and received. Nothing secret at any level: see the README for what that is. Changes nothing,
 * and whatever breaks in it is reported to the client's logger and never fails a call.
 *
 * @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION`, and what a wrong pattern in `include` is refused
 * with.
 *
 * @example
 * ```ts
 * eventsOf(client).use(logger({ logger: pino({ level: "debug" }) }));
 * ```
 */
export function logger(options: LoggerOptions = {}): Plugin {
  const settings = checkedSettings(options);
  const handlers = loggingHandlers(settings);
  return definePlugin({
    name: "logger",
    observer: true,
    register(events) {
      // Parameters and requests last, responses first: next to the network, where what is logged is what was sent and
      // received, whatever other handlers do.
      events.registerFirst("provide-client-params.*.*", handlers.startCall);
      events.registerLast("before-parameter-build", handlers.noteParams);
      events.registerFirst("before-call.*.*", handlers.noteSerializedBody);
      events.registerLast("before-sign", handlers.logPresigned);
      events.registerLast("before-send", handlers.startAttempt);
      if (settings.sink.reaches("trace")) events.registerFirst("before-parse.*.*", handlers.tapResponse);
      events.registerFirst("response-received.*.*", handlers.logAttempt);
      events.registerFirst("after-call.*.*", handlers.logCall);
      events.registerFirst("after-call-error.*.*", handlers.logFailedCall);
    },
  });
}
