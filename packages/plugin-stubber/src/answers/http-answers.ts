import { StubError } from "../errors.js";
import { show } from "../matchers/show.js";
import type { WireResponse } from "../protocols/client-protocol.js";
import type { Answer } from "./answer.js";
import { collectBody } from "./collect-body.js";
import { throttlingError } from "./common-errors.js";
import { errorAnswer } from "./error-answer.js";

/** A raw HTTP response. */
export interface GivenHttpResponse {
  /** @default 200 */
  readonly statusCode?: number;
  /** @default no headers */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * A string, bytes, a stream of Node.js or the web, a `Blob`, or a function that returns one of them. @default no body
   */
  readonly body?: unknown;
}

/** Answers with a raw HTTP response, which the SDK parses like one of the service. */
export function httpAnswer(given: GivenHttpResponse): Answer {
  return {
    text: `responds(${show(given)})`,
    async answer({ writer }) {
      if (writer === undefined) {
        throw new StubError(
          "INVALID_ANSWER",
          "responds() needs a client with schemas, and this one is too old. Use returns() or fails()",
        );
      }
      return { response: await httpResponse(given) };
    },
  };
}

async function httpResponse({
  statusCode = 200,
  headers = {},
  body,
}: GivenHttpResponse): Promise<WireResponse> {
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { statusCode, headers: Object.fromEntries(lowerCase), body: await collectBody(body) };
}

/** Answers as the service does when it throttles. */
export function throttleAnswer(): Answer {
  return {
    text: "throttles()",
    async answer(attempt) {
      const { errors, writer } = attempt;
      const code = throttlingError(errors.serviceId, writer?.protocol.getShapeId() ?? "");
      const details = { message: "Rate exceeded", statusCode: code === "SlowDown" ? 503 : 400 };
      return errorAnswer(
        code,
        code === "RequestLimitExceeded" ? { ...details, statusCode: 503 } : details,
      ).answer(attempt);
    },
  };
}

/** Loses the connection, with Node.js's error for that. */
export function dropAnswer(): Answer {
  return {
    text: "drops()",
    async answer() {
      return { thrown: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }) };
    },
  };
}
