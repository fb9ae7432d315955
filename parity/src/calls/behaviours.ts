import { type Body, type SigningOptions, UNSIGNED } from "@tucuxi/events";
import type { Behaviour, Values } from "./scenario.js";

/** The error that handlers of scenarios throw. */
export class HandlerRaised extends Error {
  override readonly name = "HandlerRaised";
}

/** The members of payloads that behaviours use, if the event has them. */
interface ScenarioEvent {
  readonly params: Record<string, unknown>;
  readonly request: { headers: Record<string, string>; query: Record<string, unknown>; body?: Body };
  readonly response: { statusCode: number };
  readonly customizedResponse: Record<string, unknown>;
  readonly parsed: Record<string, unknown>;
  readonly attempts: number;
  readonly nextRequest: { path: string };
  readonly signing: SigningOptions;
  readonly context: Record<string, unknown>;
}

/** Makes the handler that a scenario describes. */
export function behave(behaviour: Behaviour, jsonValue: (values: Values) => object) {
  return function scenarioHandler(event: Readonly<Record<string, unknown>>): unknown {
    return act(behaviour, event as unknown as ScenarioEvent, jsonValue);
  };
}

function act(behaviour: Behaviour, event: ScenarioEvent, jsonValue: (values: Values) => object): unknown {
  if ("raises" in behaviour) throw new HandlerRaised(behaviour.raises);
  if ("unsigned" in behaviour) return UNSIGNED;
  if ("answers" in behaviour) {
    const { status, parsed } = behaviour.answers;
    return { parsed: jsonValue(parsed), httpResponse: { statusCode: status } };
  }
  if ("stubs" in behaviour) {
    const { status, headers, body } = behaviour.stubs;
    return { statusCode: status, headers, body };
  }
  if ("retriesUntilAttempt" in behaviour) {
    return event.attempts < behaviour.retriesUntilAttempt ? 0 : undefined;
  }
  if ("redirects" in behaviour) {
    const { status, path, region } = behaviour.redirects;
    if (event.response?.statusCode !== status) return undefined;
    event.nextRequest.path = path;
    event.context["region"] = region;
    return 0;
  }
  if ("replacesParams" in behaviour) return jsonValue(behaviour.replacesParams);
  if ("recallsAsHeader" in behaviour) {
    event.request.headers[behaviour.recallsAsHeader] = String(event.context[behaviour.recallsAsHeader]);
  } else if ("signs" in behaviour) Object.assign(event.signing, behaviour.signs);
  else if ("signsAsRedirected" in behaviour) {
    const { region } = event.context;
    if (typeof region === "string") event.signing.region = region;
  } else if ("setsStatus" in behaviour) {
    event.response.statusCode = behaviour.setsStatus;
  } else set(behaviour, event);
  return undefined;
}

type Setting = Extract<Behaviour, { readonly [kind: string]: readonly [name: string, value: unknown] }>;

function set(behaviour: Setting, event: ScenarioEvent): void {
  if ("setsParam" in behaviour) event.params[behaviour.setsParam[0]] = behaviour.setsParam[1];
  else if ("setsHeader" in behaviour)
    event.request.headers[behaviour.setsHeader[0]] = behaviour.setsHeader[1];
  else if ("setsQuery" in behaviour) event.request.query[behaviour.setsQuery[0]] = behaviour.setsQuery[1];
  else if ("setsOutput" in behaviour)
    event.customizedResponse[behaviour.setsOutput[0]] = behaviour.setsOutput[1];
  else if ("setsParsed" in behaviour) event.parsed[behaviour.setsParsed[0]] = behaviour.setsParsed[1];
  else event.context[behaviour.remembers[0]] = behaviour.remembers[1];
}
