import { InspectorError } from "./errors.js";
import { ForwardTarget } from "./forward/forward-target.js";
import { nearestName } from "./nearest-name.js";
import type { PageOptions } from "./page/page-server.js";
import type { InspectedEvent } from "./requests/inspected-event.js";
import type { InspectedRequest } from "./requests/inspected-request.js";
import { checkStep, type ResponseStep } from "./respond/respond-script.js";
import type { InspectorCredentials } from "./sigv4/signature-report.js";

/** How to start an inspector. */
export interface InspectorOptions {
  /** The address to listen on. @default "127.0.0.1" */
  readonly host?: string | undefined;
  /** The port to listen on. 0 means any free port. @default 0 */
  readonly port?: number | undefined;
  /** The access keys that signatures are checked against. @default DEFAULT_CREDENTIALS */
  readonly credentials?: InspectorCredentials | readonly InspectorCredentials[] | undefined;
  /** Scripted answers for the first requests, in order. Later requests get the smallest success. @default none */
  readonly respond?: readonly ResponseStep[] | undefined;
  /**
   * Scripted answers for requests of some operations, by patterns such as "s3.PutObject" or "*.Put*". An array answers
   * the next requests in order. A single step answers all of them. They take precedence over `respond`. @default none
   */
  readonly respondTo?: Readonly<Record<string, ResponseStep | readonly ResponseStep[]>> | undefined;
  /**
   * The most bytes that a body can have, both as sent and decoded. A larger body is answered with 413.
   * @default 67108864 (64 MiB)
   */
  readonly maxBodyBytes?: number | undefined;
  /** How many requests are kept. The oldest are forgotten first. @default Infinity */
  readonly keepRequests?: number | undefined;
  /**
   * How many bytes of requests are kept, counting bodies both as sent and decoded. The oldest requests are forgotten
   * first, and the newest one is always kept. @default 67108864 (64 MiB)
   */
  readonly keepBytes?: number | undefined;
  /**
   * How long a request can take to arrive, in milliseconds. A slower one is answered with 408. @default 300000 (five
   * minutes)
   */
  readonly requestTimeout?: number | undefined;
  /**
   * What to do about a bad signature or checksum. "report" notes it on the request and answers as scripted. "enforce"
   * refuses the request, as AWS does. @default "report"
   */
  readonly verify?: "report" | "enforce" | undefined;
  /**
   * Passes requests without a scripted answer on to a real service, signed for it. It takes a URL, which can contain
   * `{service}` and `{region}`, and the credentials to sign with. @default none
   */
  readonly forward?: ForwardOptions | undefined;
  /** A page that shows the requests, on its own port: `true`, or where. @default false */
  readonly page?: boolean | PageOptions | undefined;
  /**
   * Called once for each request, right before its answer is sent. With `forward` it's called after the other side's
   * answer was sent. @default none
   */
  readonly onRequest?: ((request: InspectedRequest) => void) | undefined;
  /** Called for each event that a client sends on an event stream. @default none */
  readonly onEvent?: ((request: InspectedRequest, event: InspectedEvent) => void) | undefined;
}

/** Where to pass requests on to. */
export interface ForwardOptions {
  /** Such as "http://localhost:5000" or "https://{service}.{region}.amazonaws.com". */
  readonly url: string;
  /** @default the first of the inspector's `credentials` */
  readonly credentials?: InspectorCredentials | undefined;
}

/** The test credentials that an inspector knows by default. */
export const DEFAULT_CREDENTIALS = { accessKeyId: "test", secretAccessKey: "test" } as const;

/** A day. Timers accept at most 24 days. */
const MAX_TIMEOUT_MS = 86_400_000;

/** The options with their defaults filled in. */
export interface ResolvedOptions {
  readonly host: string;
  readonly port: number;
  readonly credentials: readonly [InspectorCredentials, ...InspectorCredentials[]];
  readonly respond: readonly ResponseStep[];
  readonly respondTo: Readonly<Record<string, ResponseStep | readonly ResponseStep[]>>;
  readonly maxBodyBytes: number;
  readonly keepRequests: number;
  readonly keepBytes: number;
  readonly requestTimeout: number;
  readonly verify: "report" | "enforce";
  readonly page: PageOptions | undefined;
  readonly forward: { readonly url: string; readonly credentials: InspectorCredentials } | undefined;
  readonly onRequest: ((request: InspectedRequest) => void) | undefined;
  readonly onEvent: ((request: InspectedRequest, event: InspectedEvent) => void) | undefined;
}

/** The check of each option: what is wrong with a value, or `undefined`. Its keys are the known options. */
const CHECKS: {
  readonly [Name in keyof Required<InspectorOptions>]: (value: unknown) => string | undefined;
} = {
  host: (value) => (typeof value === "string" && value !== "" ? undefined : "an address or a host name"),
  port: (value) => (isWhole(value, 0) && value <= 65_535 ? undefined : "a port, 0 to 65535"),
  credentials: (value) => {
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    return all.length > 0 && all.every(isCredentials)
      ? undefined
      : "{ accessKeyId, secretAccessKey, sessionToken? } or a list of those";
  },
  respond: (value) => {
    if (!Array.isArray(value)) return 'a list of steps, such as ["500", "throttle", "200"]';
    for (const step of value) checkStep(step);
    return undefined;
  },
  respondTo: (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? undefined
      : 'an object of operations and their answers, such as { "s3.PutObject": "throttle" }',
  maxBodyBytes: (value) => (isWhole(value, 1) ? undefined : "a whole number of bytes, 1 or more"),
  keepRequests: (value) =>
    value === Number.POSITIVE_INFINITY || isWhole(value, 0)
      ? undefined
      : "a whole number, 0 or more, or Infinity",
  keepBytes: (value) =>
    value === Number.POSITIVE_INFINITY || isWhole(value, 0)
      ? undefined
      : "a whole number of bytes, 0 or more, or Infinity",
  requestTimeout: (value) =>
    isWhole(value, 1) && value <= MAX_TIMEOUT_MS
      ? undefined
      : `a whole number of milliseconds, 1 to ${MAX_TIMEOUT_MS}`,
  verify: (value) => (value === "report" || value === "enforce" ? undefined : '"report" or "enforce"'),
  forward: forwardProblem,
  page: (value) =>
    typeof value === "boolean" || isPageOptions(value) ? undefined : "true or { host?, port? }",
  onRequest: (value) => (typeof value === "function" ? undefined : "a function of the request"),
  onEvent: (value) => (typeof value === "function" ? undefined : "a function of the request and the event"),
};

/**
 * Checks the options and fills in the defaults.
 * @throws InspectorError UNKNOWN_OPTION, INVALID_OPTION or INVALID_STEP.
 */
export function resolveOptions(options: InspectorOptions): ResolvedOptions {
  checkIsObject(options);
  const known = Object.keys(CHECKS);
  for (const name of Object.keys(options)) {
    if (known.includes(name)) continue;
    const near = nearestName(name, known);
    const hint = near === undefined ? `known are ${known.join(", ")}` : `did you mean "${near}"?`;
    throw new InspectorError("UNKNOWN_OPTION", `startInspector has no option "${name}"; ${hint}`);
  }
  for (const [name, value] of Object.entries(options)) {
    if (value === undefined) continue;
    const wanted = Object.entries(CHECKS).find(([option]) => option === name)?.[1](value);
    if (wanted === undefined) continue;
    throw new InspectorError(
      "INVALID_OPTION",
      `the option "${name}" is ${name === "credentials" ? `a wrong ${typeof value}` : describe(value)}; it has to be ${wanted}`,
    );
  }
  const { credentials = DEFAULT_CREDENTIALS } = options;
  const [first = DEFAULT_CREDENTIALS, ...others] = isList(credentials) ? credentials : [credentials];
  return {
    host: options.host ?? "127.0.0.1",
    port: options.port ?? 0,
    credentials: [first, ...others],
    respond: options.respond ?? [],
    respondTo: options.respondTo ?? {},
    maxBodyBytes: options.maxBodyBytes ?? 64 * 1024 * 1024,
    keepRequests: options.keepRequests ?? Number.POSITIVE_INFINITY,
    keepBytes: options.keepBytes ?? 64 * 1024 * 1024,
    requestTimeout: options.requestTimeout ?? 300_000,
    verify: options.verify ?? "report",
    forward:
      options.forward === undefined
        ? undefined
        : { url: options.forward.url, credentials: options.forward.credentials ?? first },
    page: options.page === true ? {} : options.page === false ? undefined : options.page,
    onRequest: options.onRequest,
    onEvent: options.onEvent,
  };
}

/** `Array.isArray` doesn't narrow a readonly array. */
function isList(
  value: InspectorCredentials | readonly InspectorCredentials[],
): value is readonly InspectorCredentials[] {
  return Array.isArray(value);
}

function isWhole(value: unknown, least: number): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least;
}

function isCredentials(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { accessKeyId, secretAccessKey, sessionToken }: Record<string, unknown> = { ...value };
  return (
    typeof accessKeyId === "string" &&
    accessKeyId !== "" &&
    typeof secretAccessKey === "string" &&
    secretAccessKey !== "" &&
    (sessionToken === undefined || typeof sessionToken === "string")
  );
}

/** Most people first try a port or host alone. */
function checkIsObject(options: unknown): void {
  if (typeof options === "object" && options !== null && !Array.isArray(options)) return;
  const meant =
    typeof options === "number"
      ? `{ port: ${options} }`
      : typeof options === "string" && !options.includes(":")
        ? `{ host: ${JSON.stringify(options)} }`
        : "{ port: 4569 }";
  const given =
    typeof options === "number"
      ? String(options)
      : Array.isArray(options)
        ? "an array"
        : options === null
          ? "null"
          : `a ${typeof options}`;
  throw new InspectorError(
    "INVALID_OPTION",
    `startInspector takes an object of options, not ${given}: write startInspector(${meant})`,
  );
}

function forwardProblem(value: unknown): string | undefined {
  const { url, credentials, ...others }: Record<string, unknown> = { ...Object(value) };
  if (typeof url !== "string" || Object.keys(others).length > 0) return "{ url, credentials? }";
  if (credentials !== undefined && !isCredentials(credentials))
    return "{ url, credentials? }, with credentials { accessKeyId, secretAccessKey, sessionToken? }";
  try {
    new ForwardTarget(url);
    return undefined;
  } catch (error) {
    return `{ url, credentials? }, with ${error instanceof Error ? error.message : String(error)}`;
  }
}

function isPageOptions(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { host, port, ...others }: Record<string, unknown> = { ...value };
  return (
    Object.keys(others).length === 0 &&
    (host === undefined || CHECKS.host(host) === undefined) &&
    (port === undefined || CHECKS.port(port) === undefined)
  );
}

/** Never shows the value of an object, which may contain a secret. */
function describe(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" || typeof value === "function" ? `a wrong ${typeof value}` : String(value);
}
