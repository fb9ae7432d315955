import { InspectorError } from "../errors.js";
import type { InspectedRequest } from "../requests/inspected-request.js";

/** A complete response. */
export interface PreciseResponse {
  /** @default 200 */
  readonly status?: number;
  /** Added to the answer's own headers (x-amzn-requestid, content-length, connection management). */
  readonly headers?: Readonly<Record<string, string>>;
  /** @default empty */
  readonly body?: string | Uint8Array;
  /** How long to wait before answering, in milliseconds. @default 0 */
  readonly delay?: number;
}

/** Decides on a step when its request has arrived. `undefined` means the smallest success. */
export type ResponseFunction = (
  request: InspectedRequest,
) => string | PreciseResponse | undefined | Promise<string | PreciseResponse | undefined>;

/** One scripted answer: a word of the command's grammar, a complete response, or a function of the request. */
export type ResponseStep = string | PreciseResponse | ResponseFunction;

/** What a word of the grammar means. */
export type ScriptedAnswer =
  | { readonly kind: "success"; readonly status: number | undefined }
  | { readonly kind: "error"; readonly status: number; readonly code: string | undefined }
  | { readonly kind: "throttle" }
  | { readonly kind: "drop" }
  | { readonly kind: "hang" }
  | { readonly kind: "garbage" };

/** An answer and how long to wait for it, in milliseconds. */
export interface ScriptedStep {
  readonly delay: number;
  readonly answer: ScriptedAnswer;
}

/** The words of the grammar, for messages and help. */
export const STEP_GRAMMAR = [
  ["200", "the smallest success, with this status (200 to 299)"],
  ["500", "an error with this status (300 to 599), in the shape of the request's protocol"],
  ["400:ErrorCode", "the same, with this error code"],
  ["throttle", "the service's throttling error"],
  ["drop", "closes the connection without an answer"],
  ["hang", "keeps the connection open and never answers"],
  ["garbage", "status 200 with a body that can't be parsed"],
  ["delay:200", "the smallest success, after 200 milliseconds"],
  ["delay:200:STEP", "any of the steps above, after 200 milliseconds"],
] as const;

/** Longer than any client waits, and short enough for a timer. */
const MAX_DELAY_MS = 3_600_000;

/**
 * Parses one step.
 * @throws InspectorError INVALID_STEP that names the step and lists what is allowed.
 */
export function parseStep(text: string): ScriptedStep {
  const step = text.trim();
  const delayed = /^delay:(\d+)(?::(.*))?$/.exec(step);
  if (delayed !== null) {
    const [, digits, rest] = delayed;
    const delay = Number(digits);
    if (delay > MAX_DELAY_MS) throw invalidStep(text, `a delay is at most ${MAX_DELAY_MS} milliseconds`);
    if (rest === undefined) return { delay, answer: { kind: "success", status: undefined } };
    if (rest.startsWith("delay")) throw invalidStep(text, "a delay can't be delayed");
    return { delay, answer: parseAnswer(rest, text) };
  }
  return { delay: 0, answer: parseAnswer(step, text) };
}

/**
 * Parses a list such as `500,throttle,drop,delay:200,200`.
 * @throws InspectorError INVALID_STEP for the first one that isn't a step.
 */
export function parseScript(text: string): string[] {
  const steps = text.split(",").map((step) => step.trim());
  for (const step of steps) parseStep(step);
  return steps;
}

/**
 * Checks a step immediately, so that a mistake doesn't show up many requests later.
 * @throws InspectorError INVALID_STEP
 */
export function checkStep(step: unknown): void {
  if (typeof step === "function") return;
  if (typeof step === "string") {
    parseStep(step);
    return;
  }
  if (typeof step !== "object" || step === null || Array.isArray(step)) {
    throw new InspectorError(
      "INVALID_STEP",
      `a response step is a string, an object or a function, not ${Array.isArray(step) ? "an array" : String(step)}`,
    );
  }
  const { status, headers, body, delay, ...unknown }: PreciseResponse & Record<string, unknown> = { ...step };
  const [name] = Object.keys(unknown);
  if (name !== undefined) {
    throw new InspectorError(
      "INVALID_STEP",
      `a response has no "${name}"; it has status, headers, body and delay`,
    );
  }
  if (status !== undefined && !(Number.isInteger(status) && status >= 200 && status <= 599)) {
    throw new InspectorError("INVALID_STEP", `a response's status is 200 to 599, not ${String(status)}`);
  }
  if (delay !== undefined && !(typeof delay === "number" && delay >= 0 && delay <= MAX_DELAY_MS)) {
    throw new InspectorError(
      "INVALID_STEP",
      `a delay is 0 to ${MAX_DELAY_MS} milliseconds, not ${String(delay)}`,
    );
  }
  if (headers !== undefined && (typeof headers !== "object" || headers === null || Array.isArray(headers))) {
    throw new InspectorError("INVALID_STEP", "a response's headers are an object of names and values");
  }
  for (const [header, value] of Object.entries(headers ?? {})) {
    if (typeof value !== "string")
      throw new InspectorError(
        "INVALID_STEP",
        `a response's header "${header}" is ${String(value)}, not a string`,
      );
  }
  if (body !== undefined && typeof body !== "string" && !(body instanceof Uint8Array)) {
    throw new InspectorError("INVALID_STEP", "a response's body is a string or a Uint8Array");
  }
}

function parseAnswer(step: string, whole: string): ScriptedAnswer {
  switch (step) {
    case "throttle":
    case "drop":
    case "hang":
    case "garbage":
      return { kind: step };
  }
  const [, digits, code] = /^(\d{3})(?::([A-Za-z][\w.]*))?$/.exec(step) ?? [];
  const status = Number(digits);
  if (status >= 200 && status < 300 && code === undefined) return { kind: "success", status };
  if (status >= 300 && status < 600) return { kind: "error", status, code };
  throw invalidStep(whole);
}

function invalidStep(step: string, why?: string): InspectorError {
  const allowed = STEP_GRAMMAR.map(([word]) => word).join(", ");
  return new InspectorError(
    "INVALID_STEP",
    `"${step}" isn't a response step${why === undefined ? "" : `: ${why}`}; allowed are ${allowed}`,
  );
}
