import { gunzipSync } from "node:zlib";
import type { InspectedRequest } from "@tucuxi/inspector";

/** One step of the demo: what was registered, what arrived, and what must have arrived. */
export interface Step {
  readonly handler: string;
  readonly requests: readonly InspectedRequest[];
  readonly expected: {
    /** The `content-encoding` of each request. @default none */
    readonly encoding?: string | undefined;
    /** Requests whose decoded body each of these has. */
    readonly sameBodyAs?: readonly InspectedRequest[];
    readonly headers?: Readonly<Record<string, string>>;
    /** What the endpoint answered, in order. @default one 200 */
    readonly statuses?: readonly number[];
  };
}

/** What isn't as it must be, in words. */
export function checkStep({ handler, requests, expected }: Step): string[] {
  const { encoding, sameBodyAs, headers = {}, statuses = [200] } = expected;
  const problems: string[] = [];
  const answered = requests.map(({ status }) => status);
  if (answered.join() !== statuses.join())
    problems.push(`answered ${answered.join()}, not ${statuses.join()}`);
  for (const request of requests) {
    if (!request.signature.valid) problems.push(`the signature is ${request.signature.state}`);
    if (request.contentEncoding !== encoding)
      problems.push(`the encoding is ${request.contentEncoding}, not ${encoding}`);
    if (encoding === "gzip" && request.wireBytes >= request.bodyBytes)
      problems.push("the body didn't get smaller");
    if (encoding === "gzip" && !gunzipSync(request.wireBody).equals(request.body))
      problems.push("the body isn't a single gzip");
    if (sameBodyAs !== undefined && request.text !== sameBodyAs[0]?.text)
      problems.push("the body isn't the one without a handler");
    for (const [name, value] of Object.entries(headers)) {
      if (request.headers[name] !== value)
        problems.push(`the header ${name} is ${request.headers[name]}, not ${value}`);
    }
  }
  return problems.map((problem) => `${handler}: ${problem}`);
}
