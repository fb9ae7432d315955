import { type ReceivedResponse, type StubbableClient, stub } from "@tucuxi/plugin-stubber";
import { ErrorShapes } from "../../../packages/plugin-stubber/src/answers/error-shapes.js";
import { commandFacts } from "../../../packages/plugin-stubber/src/client/command-class.js";
import {
  eventStreamOf,
  type Operation,
  operationOf,
} from "../../../packages/plugin-stubber/src/model/operation.js";
import { streamedMember } from "../../../packages/plugin-stubber/src/protocols/write-output.js";
import {
  TESTED_CLIENTS,
  type TestedClient,
} from "../../../packages/plugin-stubber/test/generated/clients.js";
import { Examples } from "../../../packages/plugin-stubber/test/generated/example-value.js";
import { PARAMS } from "../../../packages/plugin-stubber/test/generated/params.js";
import { PythonWorker } from "../python/worker.js";
import type { PartResult, Report } from "../report.js";
import { differencesOf, plain } from "./plain.js";

/** botocore's names for the services. */
const SERVICES: Readonly<Record<string, string>> = { "cloudwatch-logs": "logs" };

/** botocore's names for the protocols. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  "aws.protocols#awsJson1_0": "json",
  "aws.protocols#awsJson1_1": "json",
  "aws.protocols#awsQuery": "query",
  "aws.protocols#ec2Query": "ec2",
  "aws.protocols#restJson1": "rest-json",
  "aws.protocols#restXml": "rest-xml",
  "smithy.protocols#rpcv2Cbor": "smithy-rpc-v2-cbor",
};

interface Parsed {
  readonly output?: unknown;
  readonly error?: unknown;
  readonly unknown?: string;
  readonly failed?: string;
}

/** Members that a botocore handler creates. Its parsers don't produce them. */
const LEFT_OUT: ReadonlySet<string> = new Set(["s3.HeadObject.ExpiresString", "s3.GetObject.ExpiresString"]);

type Client = StubbableClient & ReturnType<TestedClient["make"]>;

/** Lets botocore's parsers read the answers of stubs, for every operation and error of twelve clients. */
export async function responsesPart(report: Report): Promise<PartResult> {
  report.heading("Stubbed responses, read by botocore's parsers");
  const botocore = new PythonWorker("parse_responses.py");
  const failures: string[] = [];
  const counts = { operations: 0, errors: 0, newer: 0 };
  try {
    for (const { name, commands, make } of TESTED_CLIENTS) {
      const client = make();
      for (const command of commands) {
        const found = await compareOutput(botocore, client, name, command);
        if (found === undefined) counts.newer += 1;
        else counts.operations += 1;
        if (found !== undefined && found.length > 0) failures.push(found.slice(0, 5).join("\n  "));
        report.progress(`${counts.operations} operations`);
      }
      const errors = await compareErrors(botocore, client, name, commands);
      counts.errors += errors.compared;
      failures.push(...errors.failures);
    }
  } finally {
    botocore.close();
  }
  const { operations, errors, newer } = counts;
  return {
    summary: [
      `stubbed responses that botocore's parsers read to the same values: outputs of ${operations} operations (${newer} more are newer than botocore), ${errors} errors`,
    ],
    checks: operations + errors,
    failures,
  };
}

async function compareOutput(
  botocore: PythonWorker,
  client: Client,
  service: string,
  command: TestedClient["commands"][number],
): Promise<string[] | undefined> {
  const operation = operationOf(commandFacts(command).schema);
  if (operation === undefined) return undefined;
  const { output, response } = await answered(client, operation, command);
  const parsed = await ask(botocore, client, service, operation.name, response);
  if (parsed.unknown !== undefined) return undefined;
  const where = `${service}.${operation.name}`;
  if (parsed.failed !== undefined) return [`${where}: ${parsed.failed}`];
  return differencesOf(plain(output), parsed.output)
    .filter((difference) => !LEFT_OUT.has(`${where}.${difference.split(":")[0]}`))
    .map((difference) => `${where}: ${difference}`);
}

/** Each error in the service's model, and one that all services have. */
async function compareErrors(
  botocore: PythonWorker,
  client: Client,
  service: string,
  commands: TestedClient["commands"],
): Promise<{ readonly compared: number; readonly failures: readonly string[] }> {
  const errors = new ErrorShapes(client.config);
  const names = [...errors.names(), "AccessDenied"];
  const failures: string[] = [];
  const [command] = commands.filter((candidate) => /^(?:Get|List)/.test(commandFacts(candidate).operation));
  const operation = operationOf(command === undefined ? undefined : commandFacts(command).schema);
  if (command === undefined || operation === undefined)
    return { compared: 0, failures: [`${service}: no operation`] };
  for (const name of names) {
    const message = `no <${name}> & more`;
    using stubs = stub(client);
    stubs.on(`*.${operation.name}`).fails(name, { message }).once();
    const params = new Examples().required(operation.input, PARAMS);
    await client.send(Reflect.construct(command, [params])).catch(() => {});
    const response = stubs.calls[0]?.attempts[0]?.response;
    const parsed =
      response === undefined ? {} : await ask(botocore, client, service, operation.name, response);
    const [queryCode = name] = [errors.find(name)?.traits["awsQueryError"]].flat();
    const found = differencesOf({ code: queryCode, message }, parsed.error);
    failures.push(...found.map((difference) => `${service}, ${name}: ${difference} ${parsed.failed ?? ""}`));
  }
  return { compared: names.length, failures };
}

async function ask(
  botocore: PythonWorker,
  client: Client,
  service: string,
  operation: string,
  { statusCode, headers, body }: ReceivedResponse,
): Promise<Parsed> {
  const shapeId = (client.config.protocol as { getShapeId(): string }).getShapeId();
  const question = {
    service: SERVICES[service] ?? service,
    operation,
    protocol: PROTOCOLS[shapeId],
    statusCode,
    headers,
    body: Buffer.from(body).toString("base64"),
  };
  return (await botocore.ask(question)) as Parsed;
}

async function answered(
  client: Client,
  operation: Operation,
  command: TestedClient["commands"][number],
): Promise<{
  readonly output: Record<string, unknown>;
  readonly response: ReceivedResponse;
}> {
  const examples = new Examples();
  const output = examples.value(operation.output, []) as Record<string, unknown>;
  withNumbers(output);
  // The length of the example of a streamed body.
  if ("ContentLength" in output && streamedMember(operation) !== undefined) output["ContentLength"] = 3;
  const params = examples.required(operation.input, PARAMS);
  const inputStream = eventStreamOf(operation.input);
  if (inputStream !== undefined) params[inputStream[0]] = (async function* () {})();
  using stubs = stub(client);
  const one = stubs.on(`*.${operation.name}`);
  const stream = eventStreamOf(operation.output);
  if (stream === undefined) one.returns(output);
  else {
    const [name, union] = stream;
    const { [name]: _, ...others } = output;
    const events = [...union.members]
      .filter(([, { traits }]) => traits.error === undefined)
      .map(([event, shape]) => ({ [event]: examples.value(shape, []) }));
    one.streams(events, others);
    output[name] = events;
  }
  // This doesn't test how the SDK checks example digests.
  await client.send(Reflect.construct(command, [params])).catch(() => {});
  const response = stubs.calls[0]?.attempts[0]?.response;
  if (response === undefined) throw new Error(`${operation.name} got no answer`);
  return { output, response };
}

/** Part markers must be numbers, although the SDK's model says strings. */
function withNumbers(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, content] of Object.entries(value)) {
    if (name.endsWith("PartNumberMarker")) Object.assign(value, { [name]: "7" });
    else withNumbers(content);
  }
}
