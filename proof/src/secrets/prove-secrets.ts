import { eventsOf, serviceEventName } from "@tucuxi/events";
import { logger } from "@tucuxi/plugin-logger";
import { loadSensitiveMembers } from "@tucuxi/plugin-logger/redaction";
import { type Sample, sampleOf, sendable } from "../../../packages/plugin-logger/test/sample-input.js";
import { quoted, SPELLINGS } from "../../../packages/plugin-logger/test/spellings.js";
import { shapeOf } from "../schema/shape.js";
import { type Answer, Answers } from "../services/answers.js";
import { configFor, RequestHandler } from "../services/call.js";
import { noDifferences, type ServiceResult } from "../services/result.js";
import type { Operation, SdkClient, Service } from "../services/sdk.js";
import { leaked } from "./leaked.js";

/** Some operations have thousands of sensitive members. */
const MOST_QUOTED = 40;
const FORMATS = ["object", "json", "pretty"] as const;

/**
 * Puts a secret into every sensitive member of each input, output and error, as marked by the client's schema
 * or botocore's model. Then searches the logger's output at `trace`, which includes the records of all other
 * levels.
 */
export async function proveSecrets(service: Service): Promise<ServiceResult> {
  const handler = new RequestHandler();
  const config = {
    ...configFor(service.name),
    requestHandler: handler,
    maxAttempts: 1,
    disableHostPrefix: true,
  };
  const answers = new Answers(service, new service.client(config));
  const client = new service.client(config);
  const serviceName = serviceEventName(client.config.serviceId);
  const members = await loadSensitiveMembers();
  const leaks = noDifferences();
  const unsent = new Set<string>();
  const counts = { operations: 0, calls: 0, comparisons: 0, requests: 0 };

  /** Makes a call with the logger, and looks for secrets in its records. */
  const look = async (
    operation: Operation,
    input: unknown,
    answer: Answer,
    { turn, secrets, where }: { turn: number; secrets: readonly string[]; where: string },
  ): Promise<void> => {
    const format = FORMATS[turn % FORMATS.length] ?? "object";
    // One limit cuts bodies in the middle.
    const maxBodyBytes = turn % 2 === 0 ? 1_000_000 : 20 + (turn % 400);
    const text = await loggedText(
      client,
      handler,
      { format, maxBodyBytes, answer },
      new operation.command(input),
    );
    counts.calls++;
    counts.requests += handler.requests.length;
    counts.comparisons += secrets.length;
    // The SDK itself rejects the input of some older clients. Then nothing is sent or logged.
    if (handler.requests.length === 0) unsent.add(operation.name);
    else if (text === "") leaks.add(`nothing was logged: ${where}, ${operation.name}`);
    const leak = leaked(text, secrets);
    if (leak !== undefined)
      leaks.add(`${where}: ${operation.name}, ${format}, at most ${maxBodyBytes} bytes: ${leak}`);
  };

  for (const [turn, operation] of service.operations.entries()) {
    const sensitive = members.operation(serviceName, operation.name);
    const input = sampleOf(operation.input, { sensitive: sensitive.input });
    const output = sampleOf(operation.output, { sensitive: sensitive.output });
    if (input.secrets.length + output.secrets.length > 0) counts.operations++;
    const value = sendable(service.name, input.value);
    if (input.secrets.length > 0) {
      for (const [index, [spelling, spell]] of SPELLINGS.entries()) {
        // Each operation gets a third of the spellings, and each of those alone in turn.
        if ((turn + index) % 3 !== 0) continue;
        const message = `not good: ${input.secrets.slice(0, MOST_QUOTED).map(spell).join(" ")}`;
        const answer = await answers.unmodelled(400, "Nope", message);
        await look(operation, value, answer, {
          turn: turn + index,
          secrets: input.secrets,
          where: `quoted ${spelling}`,
        });
      }
    }
    if (output.secrets.length > 0) {
      const answer = await answers.output(operation, Object(output.value));
      const read = await readBack(client, handler, answer, new operation.command(value), output);
      await look(operation, value, answer, { turn, secrets: read, where: "output" });
    }
    const error = service.errors[turn % Math.max(1, service.errors.length)];
    if (error !== undefined) {
      const { name } = shapeOf(error);
      const sample = sampleOf(error, { sensitive: sensitive.error(name) });
      const answer = await answers.error(error, Object(sample.value));
      await look(operation, value, answer, { turn, secrets: sample.secrets, where: `error ${name}` });
    }
  }
  client.destroy();
  const { name, version } = service;
  const result = { name, version, protocol: answers.protocol, isInBotocore: true, partial: [] };
  return { ...result, ...counts, unsent: [...unsent], differences: leaks.found };
}

/** Everything that the logger writes about a call. */
async function loggedText(
  client: SdkClient,
  handler: RequestHandler,
  {
    format,
    maxBodyBytes,
    answer,
  }: { format: (typeof FORMATS)[number]; maxBodyBytes: number; answer: Answer },
  command: object,
): Promise<string> {
  const written: string[] = [];
  const keep = (...content: unknown[]): void => {
    written.push(...content.map((each) => (typeof each === "string" ? each : JSON.stringify(each))));
  };
  const sink = { error: keep, info: keep, debug: keep, trace: keep };
  const off = eventsOf(client).use(logger({ logger: sink, level: "trace", format, maxBodyBytes }));
  handler.requests.length = 0;
  handler.answers = [answer];
  const output: unknown = await client.send(command).catch(() => undefined);
  // The logger writes the record of a streaming output after it has been read.
  for (const value of Object.values(Object(output))) {
    const read: unknown = Reflect.get(Object(value), "transformToByteArray");
    if (typeof read === "function") await read.call(value);
  }
  await new Promise((resolve) => setImmediate(resolve));
  off();
  return written.join("\n");
}

/** The secrets that the client has read from an answer. Some members never occur in one. */
async function readBack(
  client: SdkClient,
  handler: RequestHandler,
  answer: Answer,
  command: object,
  { secrets }: Sample,
): Promise<readonly string[]> {
  handler.requests.length = 0;
  handler.answers = [answer];
  const output: unknown = await client.send(command).catch(() => undefined);
  const text = JSON.stringify(output, (_, value: unknown) =>
    value instanceof Uint8Array
      ? Buffer.from(value).toString()
      : typeof value === "bigint"
        ? String(value)
        : value,
  );
  return secrets.filter((secret) => (text ?? "").includes(quoted(secret)));
}
