import type { HttpRequest, HttpResponse } from "@tucuxi/events";
import { GuardError } from "./guard-error.js";
import type { CallState } from "./guarded-call.js";
import { headerValue } from "./header-value.js";
import type { Budget } from "./options.js";

/** How much of a budget all calls have spent. Nothing here waits, so concurrent calls can't exceed it. */
export class Spending {
  readonly #budget: Budget;
  #calls = 0;
  #bytes = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Counts a call that is about to leave, and its request. @throws GuardError */
  countRequest(call: CallState, request: HttpRequest): void {
    const { calls } = this.#budget;
    if (!call.isCounted && calls !== undefined && this.#calls >= calls) {
      throw new GuardError(
        "BUDGET_SPENT",
        `budget.calls: ${calls}`,
        call,
        "all calls of the budget are made",
      );
    }
    this.#countBytes(call, lengthOfRequest(request), "its request has");
    if (!call.isCounted) this.#calls++;
    call.isCounted = true;
    call.method = request.method;
  }

  /** Counts a response that has begun. @throws GuardError */
  countResponse(call: CallState, response: HttpResponse): void {
    // The content-length of a HEAD response is that of a body which isn't sent.
    const length = call.method === "HEAD" ? 0 : (lengthOf(response.headers) ?? 0);
    this.#countBytes(call, length, "its response has");
  }

  #countBytes(call: CallState, length: number, what: string): void {
    const { bytes } = this.#budget;
    if (bytes !== undefined && this.#bytes + length > bytes) {
      const left = bytes - this.#bytes;
      throw new GuardError(
        "BUDGET_SPENT",
        `budget.bytes: ${bytes}`,
        call,
        `${what} ${length} bytes, and ${left} are left`,
      );
    }
    this.#bytes += length;
  }
}

function lengthOfRequest({ headers, body }: HttpRequest): number {
  const told = lengthOf(headers);
  if (told !== undefined) return told;
  if (typeof body === "string") return new TextEncoder().encode(body).byteLength;
  return body instanceof Uint8Array ? body.byteLength : 0;
}

function lengthOf(headers: Readonly<Record<string, string>>): number | undefined {
  const told = headerValue(headers, "x-amz-decoded-content-length") ?? headerValue(headers, "content-length");
  const length = Number(told);
  return Number.isNaN(length) ? undefined : length;
}
