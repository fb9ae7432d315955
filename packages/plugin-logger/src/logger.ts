import { definePlugin, type Plugin } from "@tucuxi/events/plugin";
import { loggingHandlers } from "./handlers.js";
import { checkedSettings, type LoggerOptions } from "./options.js";

/**
 * Logs one record per call, at `info`, or at `error` if the call failed. `debug` adds one record per attempt, and `trace`
 * adds what each attempt sent and received. No level shows secrets; the README says what counts as one. It's read-only. A
 * failure in the logger is reported to the client's logger and never fails a call.
 *
 * @throws RegistrationError `UNKNOWN_OPTION`, `INVALID_OPTION`, or the code for a wrong pattern in `include`.
 *
 * @example
 * ```ts
 * eventsOf(client).use(logger({ logger: pino({ level: "debug" }) }));
 * ```
 */
export function logger(options: LoggerOptions = {}): Plugin {
  const settings = checkedSettings(options);
  const handlers = loggingHandlers(settings);
  const { sink } = settings;
  return definePlugin({
    name: "logger",
    observer: true,
    register(events) {
      // Parameters and requests are read last and responses first, next to the network. So the log has what was really
      // sent and received, whatever other handlers do.
      events.registerFirst("provide-client-params.*.*", handlers.startCall);
      events.registerLast("before-parameter-build", handlers.noteParams);
      events.registerFirst("before-call.*.*", handlers.noteSerializedBody);
      // At `before-sign` every other call would pay for an entry of that event.
      if (sink.reaches("info")) events.registerLast("before-call", handlers.logPresigned);
      events.registerLast("before-send", handlers.startAttempt);
      if (sink.reaches("trace")) events.registerFirst("before-parse.*.*", handlers.tapResponse);
      if (sink.reaches("debug")) events.registerFirst("response-received.*.*", handlers.logAttempt);
      events.registerFirst("after-call.*.*", handlers.logCall);
      events.registerFirst("after-call-error.*.*", handlers.logFailedCall);
    },
  });
}
