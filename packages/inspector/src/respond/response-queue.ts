import { randomUUID } from "node:crypto";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { type OperationMatcher, operationMatcher } from "../requests/operation-pattern.js";
import type { Answer } from "./answer.js";
import { errorOfStatus, errorResponse, throttlingError } from "./error-response.js";
import {
  checkStep,
  type PreciseResponse,
  parseStep,
  type ResponseStep,
  type ScriptedAnswer,
} from "./respond-script.js";
import { successResponse } from "./success-response.js";

/** What to do with a request after `delay` milliseconds. */
export interface Reply {
  readonly delay: number;
  /** "default" if nothing was scripted. */
  readonly answer: Answer | "drop" | "hang" | "default";
}

/** Answers for requests of some operations: one after another, or one for all of them. */
interface Rule {
  readonly matches: OperationMatcher;
  readonly steps: ResponseStep[];
  readonly always: boolean;
}

/** The scripted steps that are still to come. */
export class ResponseQueue {
  readonly #steps: ResponseStep[] = [];
  readonly #rules: Rule[] = [];

  /** Appends steps. @throws InspectorError INVALID_STEP, and then appends none of them. */
  push(steps: readonly ResponseStep[]): void {
    for (const step of steps) checkStep(step);
    this.#steps.push(...steps);
  }

  /**
   * Appends answers for the operations that a pattern matches. An array answers the next requests, a single step all of
   * them.
   * @throws InspectorError INVALID_PATTERN, INVALID_STEP
   */
  pushFor(pattern: string, steps: ResponseStep | readonly ResponseStep[]): void {
    const matches = operationMatcher(pattern);
    const list = isList(steps) ? [...steps] : [steps];
    for (const step of list) checkStep(step);
    if (list.length > 0) this.#rules.push({ matches, steps: list, always: !isList(steps) });
  }

  clear(): void {
    this.#steps.length = 0;
    this.#rules.length = 0;
  }

  /** Takes the next step and makes it the reply to a request. */
  async next(request: InspectedRequest): Promise<Reply> {
    const step = this.#takeRule(request) ?? this.#steps.shift();
    const decided = typeof step === "function" ? await step(request) : step;
    if (decided === undefined) return { delay: 0, answer: "default" };
    checkStep(decided);
    if (typeof decided !== "string") return { delay: decided.delay ?? 0, answer: precise(decided) };
    const { delay, answer } = parseStep(decided);
    return { delay, answer: answerFor(request, answer) };
  }

  /** Steps for an operation take precedence over those for any request, and answers to the next ones over those to all. */
  #takeRule(request: InspectedRequest): ResponseStep | undefined {
    for (const [index, rule] of this.#rules.entries()) {
      if (rule.always || !rule.matches(request)) continue;
      const step = rule.steps.shift();
      if (rule.steps.length === 0) this.#rules.splice(index, 1);
      if (step !== undefined) return step;
    }
    return this.#rules.find((rule) => rule.always && rule.matches(request))?.steps[0];
  }
}

/** `Array.isArray` doesn't narrow a readonly array. */
function isList(steps: ResponseStep | readonly ResponseStep[]): steps is readonly ResponseStep[] {
  return Array.isArray(steps);
}

function precise({ status = 200, headers = {}, body = "" }: PreciseResponse): Answer {
  // In lower case, so that a given header replaces the inspector's own one of this name.
  const given = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { status, headers: { "x-amzn-requestid": randomUUID(), ...Object.fromEntries(given) }, body };
}

function answerFor(request: InspectedRequest, answer: ScriptedAnswer): Reply["answer"] {
  switch (answer.kind) {
    case "drop":
    case "hang":
      return answer.kind;
    case "success":
      return successResponse(request, randomUUID(), answer.status);
    case "garbage":
      return {
        ...successResponse(request, randomUUID(), 200),
        body: request.protocol === "cbor" ? CBOR_GARBAGE : TEXT_GARBAGE,
      };
    case "throttle":
      return errorResponse(request, throttlingError(request), randomUUID());
    case "error": {
      const error = errorOfStatus(request, answer.status);
      return errorResponse(request, { ...error, code: answer.code ?? error.code }, randomUUID());
    }
  }
}

/** Neither JSON nor XML. */
const TEXT_GARBAGE = '<{"garbage';

/** No item of CBOR starts with this byte. */
const CBOR_GARBAGE = Uint8Array.of(0xff);
