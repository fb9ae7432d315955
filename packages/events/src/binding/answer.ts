import type { CallResponse } from "../catalogue/payloads.js";
import type { Body } from "../http/sdk-shapes.js";
import { sdkStream } from "../http/sdk-stream.js";
import { type CallArgs, receiveEntries } from "./call.js";
import { streamingMember } from "./operation.js";
import type { ResolvedStack } from "./resolved-stack.js";
import type { Middleware, Result } from "./sdk.js";

/**
 * Converts a `before-call` handler's answer to the SDK's result. botocore raises a ClientError for a status of 300 and
 * above.
 */
export function answerOf(
  { parsed, httpResponse, isNative = false }: CallResponse,
  stack: ResolvedStack,
  args: CallArgs,
): Promise<Result> | Result {
  const response = { statusCode: 200, headers: {}, ...httpResponse };
  const $metadata = { httpStatusCode: response.statusCode, attempts: 0, totalRetryDelay: 0 };
  if (response.statusCode < 300) {
    const output = { $metadata, ...withStream(parsed as Record<string, unknown>, stack) };
    return isNative ? { response, output } : asDocument({ response, output }, stack, args);
  }
  const { Code = String(response.statusCode), Message = "" } =
    "Error" in parsed ? (parsed.Error as Partial<Record<"Code" | "Message", string>>) : {};
  throw Object.assign(new Error(Message), {
    name: Code,
    $fault: response.statusCode < 500 ? "client" : "server",
    $metadata,
    $response: response,
  });
}

/**
 * Converts the streaming member, which the handler can give as a string, bytes or a stream, to a stream with the SDK's
 * helpers.
 */
function withStream(parsed: Record<string, unknown>, { context }: ResolvedStack): object {
  const name = streamingMember(context);
  const body = name === undefined ? undefined : parsed[name];
  return name === undefined || body === undefined ? parsed : { ...parsed, [name]: sdkStream(body as Body) };
}

/**
 * The answer is the output of the low-level operation. The document client converts outputs to native values in a
 * middleware further in. The answer skips that middleware, so it's applied here.
 */
function asDocument(result: Result, { context }: ResolvedStack, args: CallArgs): Promise<Result> | Result {
  let unmarshall: Middleware | undefined;
  receiveEntries(args.middlewareStack, (middleware, { name }) => {
    if (name === "DocumentUnmarshall") unmarshall = middleware;
  });
  return unmarshall === undefined ? result : unmarshall(async () => result, context)(args);
}
