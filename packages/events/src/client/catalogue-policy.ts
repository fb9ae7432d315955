import {
  CLIENT_EVENT_TYPES,
  EVENT_CATALOGUE,
  type EventType,
  isEventType,
} from "../catalogue/event-catalogue.js";
import { SERVICE_ALIASES, serviceEventName } from "../catalogue/service-names.js";
import { canonicalName } from "../emitter/aliases.js";
import { didYouMean } from "../emitter/nearest-name.js";
import { compilePattern, type Pattern } from "../emitter/pattern.js";
import type { EmitterPolicy } from "../emitter/policy.js";
import { RegistrationError } from "../errors.js";

const EVENT_TYPES = /* @__PURE__ */ Object.keys(EVENT_CATALOGUE) as EventType[];

/** Refuses patterns that match neither an event of the catalogue nor a declared one. */
export class CataloguePolicy implements EmitterPolicy {
  readonly #types: readonly EventType[];
  readonly #service: string | undefined;
  readonly #customTypes = new Set<string>();
  readonly checkOpen: NonNullable<EmitterPolicy["checkOpen"]> | undefined;
  readonly changed: NonNullable<EmitterPolicy["changed"]> | undefined;

  /**
   * @param types The event types that the emitter emits by itself.
   * @param service The service in the names of all events, if there is only one.
   */
  constructor(
    types: readonly EventType[],
    service?: string,
    more: Pick<EmitterPolicy, "checkOpen" | "changed"> = {},
  ) {
    this.#types = types;
    this.#service = service;
    this.checkOpen = more.checkOpen;
    this.changed = more.changed;
  }

  get customTypes(): Iterable<string> {
    return this.#customTypes;
  }

  /** Accepts more event types. */
  declare(types: Iterable<string>): void {
    for (const type of types) this.#customTypes.add(type);
  }

  /** @throws RegistrationError `UNKNOWN_EVENT_TYPE` */
  checkType(type: string): void {
    if (!isEventType(type) && !this.#customTypes.has(type)) throw this.#unknownType(type);
  }

  /** Leaves out patterns that can't match here, such as `creating-client-class`, which only a session emits. */
  adopts({ type }: Pattern): boolean {
    return this.#declares(type) || this.#types.some((name) => type.matches(name));
  }

  /** @throws RegistrationError `UNKNOWN_EVENT_TYPE`, `TOO_MANY_SEGMENTS` or `NEVER_MATCHES` */
  checkPattern({ text, type, segments }: Pattern, isOfPlugin: boolean): void {
    if (this.#declares(type)) return;
    const types = this.#types.filter((name) => type.matches(name));
    if (types.length === 0) {
      if (!EVENT_TYPES.some((name) => type.matches(name))) throw this.#unknownType(type.text);
      throw new RegistrationError(
        "UNKNOWN_EVENT_TYPE",
        `"${text}" is emitted by a session, not by a client. Register it on session.events`,
      );
    }
    const most = Math.max(...types.map((name) => EVENT_CATALOGUE[name].segments));
    if (segments.length > most) {
      throw new RegistrationError(
        "TOO_MANY_SEGMENTS",
        `"${text}" can't match: ${types.length === 1 ? `${type.text} events have` : "events have at most"} ${most} segments (${most === 3 ? "type, service and operation" : "type and service"})`,
      );
    }
    // A plugin registers for all services that it knows, whichever client it's installed on.
    if (!isOfPlugin) checkNames(text, segments, this.#service);
  }

  #unknownType(type: string): RegistrationError {
    const meant = didYouMean(type, [...EVENT_TYPES, ...this.#customTypes]);
    return new RegistrationError(
      "UNKNOWN_EVENT_TYPE",
      `"${type}" isn't an event type${meant}. EVENT_CATALOGUE has all of them. Use declareEvents for your own`,
    );
  }

  #declares(type: Pattern["type"]): boolean {
    for (const custom of this.#customTypes) if (type.matches(custom)) return true;
    return false;
  }
}

/**
 * Refuses spellings that no event has, such as those of other languages or of the SDK's classes, and on a client other
 * services' names.
 */
function checkNames(text: string, segments: Pattern["segments"], client: string | undefined): void {
  const [type, service, operation] = segments;
  if (type === undefined || service === undefined) return;
  const own = client ?? (service.isGlob ? "*" : serviceEventName(service.text));
  const isOwn = own === "*" || service.matches(own);
  const isOther = !isOwn && (service.isGlob || lettersOf(service.text) !== lettersOf(own));
  const name =
    operation === undefined || operation.isGlob || operation.text === "*"
      ? operation?.text
      : isOther
        ? "<operation>"
        : operationName(operation.text, own);
  if (isOwn && name === operation?.text) return;
  const meant = `${type.text}.${isOwn ? service.text : own}${name ? `.${name}` : ""}`;
  const why = isOwn
    ? "operations have the API's names"
    : `${client ? "this client's" : "the"} service is called "${own}" in events`;
  const elsewhere = isOther ? ". A plugin or a session takes patterns of several services" : "";
  throw new RegistrationError(
    "NEVER_MATCHES",
    `"${text}" matches nothing: ${why}. Write "${meant}"${elsewhere}`,
  );
}

function lettersOf(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, "");
}

/** The services whose own operations may end in `Command`, such as `SendCommand`. */
const HAVE_COMMANDS = /^(ssm|ecs|iot|bedrock-a|\*)/;

/** `PutObject` for `PutObjectCommand`, `putObject` and `put_object`. */
function operationName(text: string, service: string): string {
  return text
    .replace(HAVE_COMMANDS.test(service) ? "" : /Command$/, "")
    .replace(/(?:^|_+)(.)/g, (_, letter) => letter.toUpperCase());
}

const CLIENT_EVENTS = /* @__PURE__ */ new CataloguePolicy(CLIENT_EVENT_TYPES);

/**
 * Checks a pattern that a plugin takes as an option, as `register` on a session would.
 *
 * @throws RegistrationError for a pattern that isn't a string, has an empty segment or an invalid glob, or can't match a
 * client's event.
 */
export function checkEventPattern(pattern: string): void {
  compilePattern(pattern);
  CLIENT_EVENTS.checkPattern(compilePattern(canonicalName(pattern, SERVICE_ALIASES)), false);
}
