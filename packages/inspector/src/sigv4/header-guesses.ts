import type { InspectedRequest } from "../requests/inspected-request.js";
import { serviceModel } from "../services/service-models.js";
import type { Guess, GuessContext } from "./guess.js";

/** Requests whose headers are tried; more would take too long. */
const MAX_OTHERS = 20;

/** Other values that a signed header may have had when it was signed. */
export function* headerGuesses(context: GuessContext): Generator<Guess> {
  for (const [name, received] of context.received.headers) {
    const tried = new Set([received]);
    for (const [value, words] of valuesOf(name, received, context)) {
      if (tried.has(value)) continue;
      tried.add(value);
      const headers = context.received.headers.map(
        (pair) => [pair[0], pair[0] === name ? value : pair[1]] as const,
      );
      // The date is signed twice: as a header, and in the string to sign.
      yield { words, parts: { headers }, ...(name === "x-amz-date" ? { amzDate: value } : {}) };
    }
  }
}

function* valuesOf(
  name: string,
  received: string,
  context: GuessContext,
): Generator<[value: string, words: string]> {
  const { request, others } = context;
  const raw = request.rawHeaders
    .filter(([rawName]) => rawName.toLowerCase() === name)
    .map(([, value]) => value);
  const changed = (value: string): string =>
    `The header ${name} was changed after signing: it was ${JSON.stringify(value)}, and ${JSON.stringify(received)} arrived.`;
  if (raw.length > 1) {
    for (const value of raw)
      yield [value.trim(), `The header ${name} was added a second time after signing.`];
    yield [
      raw.join(", "),
      `The values of ${name} were signed with ", " between them. SigV4 joins them with a comma alone.`,
    ];
  }
  if (raw.length === 1 && received.includes(",")) {
    const values = received.split(/\s*,\s*/);
    yield [values.join(","), `Two headers ${name} were joined into one after signing.`];
    yield [values[0] ?? "", `A value was added to the header ${name} after signing.`];
  }
  yield [
    raw.join(","),
    `The header ${name} was signed with all of its white space. SigV4 trims and folds it.`,
  ];
  if (name === "host") {
    for (const host of hostsOf(request, context)) {
      yield [
        host,
        `The host was changed after signing: it was ${host}, and ${received} arrived. A proxy does that.`,
      ];
    }
  }
  for (const value of usualValues(name, request)) yield [value, changed(value)];
  for (const other of others.slice(-MAX_OTHERS)) {
    const value = other.headers[name];
    if (value !== undefined) yield [value, changed(value)];
  }
  yield ["", `The header ${name} was added after signing, or it was empty.`];
  yield [received.toLowerCase(), `The value of ${name} was signed in lower case.`];
}

function* hostsOf(request: InspectedRequest, { auth }: GuessContext): Generator<string> {
  const host = request.headers["host"] ?? "";
  const forwarded = request.headers["x-forwarded-host"];
  if (forwarded !== undefined) yield forwarded;
  const name = host.replace(/:\d+$/, "");
  const port = /:\d+$/.exec(host)?.[0] ?? "";
  yield name;
  for (const [one, two] of [
    ["127.0.0.1", "localhost"],
    ["localhost", "127.0.0.1"],
    ["127.0.0.1", "host.docker.internal"],
  ]) {
    if (name === one) yield* [`${two}${port}`, `${two}`];
  }
  for (const added of [":80", ":443"]) yield name + added;
  const { region, service } = auth.scope;
  const prefix = serviceModel(request.service)?.endpointPrefix ?? service;
  yield `${prefix}.${region}.amazonaws.com`;
  yield `${prefix}.amazonaws.com`;
  yield `${service}.${region}.amazonaws.com`;
}

/** Values that proxies and HTTP libraries often replace. */
function usualValues(name: string, request: InspectedRequest): string[] {
  switch (name) {
    case "content-length":
      return [String(request.bodyBytes), String(request.wireBytes), "0"];
    case "content-type": {
      const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
      const charsets = ["", "; charset=utf-8", "; charset=UTF-8", ";charset=utf-8", ";charset=UTF-8"];
      return [
        ...charsets.map((charset) => type + charset),
        "application/x-amz-json-1.0",
        "application/x-amz-json-1.1",
        "application/json",
        "application/octet-stream",
        "binary/octet-stream",
      ];
    }
    case "accept-encoding":
      return [
        "identity",
        "gzip",
        "gzip, deflate",
        "gzip,deflate",
        "gzip, deflate, br",
        "br, gzip, deflate",
        "*",
      ];
    case "accept":
      return ["*/*", "application/json"];
    case "connection":
      return ["keep-alive", "close", "Keep-Alive"];
    case "content-encoding":
      return ["gzip", "aws-chunked", "aws-chunked,gzip"];
    default:
      return [];
  }
}
