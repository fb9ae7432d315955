import { stub } from "@tucuxi/plugin-stubber";
import { expect, it } from "vitest";
import { commandFacts } from "../../src/client/command-class.js";
import { eventStreamOf, type Operation, operationOf } from "../../src/model/operation.js";
import { TESTED_CLIENTS, type TestedClient } from "./clients.js";
import { Examples } from "./example-value.js";
import { PARAMS } from "./params.js";

const CHECKSUMS = /^Checksum(?!Type)/;
const CHECKED_BY_THE_SDK = "the SDK compares it with the body, which an example does not fit";
const MADE_BY_THE_SDK = "the SDK makes it of Expires";

/** Members of outputs that are left out, and why. All others of all operations come back as they were given. */
const LEFT_OUT: Readonly<Record<string, readonly (readonly [member: RegExp, reason: string])[]>> = {
  "s3.GetObject": [
    [CHECKSUMS, CHECKED_BY_THE_SDK],
    [/^ExpiresString$/, MADE_BY_THE_SDK],
  ],
  "s3.GetObjectAnnotation": [[CHECKSUMS, CHECKED_BY_THE_SDK]],
  "s3.HeadObject": [[/^ExpiresString$/, MADE_BY_THE_SDK]],
  "sqs.ReceiveMessage": [
    [/^MD5OfBody$/, "the SDK compares it with the body, and the stub makes the right one"],
  ],
  "sqs.SendMessage": [
    [/^MD5OfMessageBody$/, "the SDK compares it with the parameters, and the stub makes the right one"],
  ],
};

it.each(TESTED_CLIENTS)(
  "$name: outputs with every member come back equal, of every operation",
  async ({ make, commands, name }) => {
    const client = make();
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) await compare(client, command, name);
  },
  120_000,
);

it("counts what is compared: the operations of twelve services, of all protocols", () => {
  expect(TESTED_CLIENTS).toHaveLength(12);
  const total = TESTED_CLIENTS.reduce((sum, { commands }) => sum + commands.length, 0);
  expect(total).toBeGreaterThan(1500);
  expect(Object.keys(LEFT_OUT).length / total).toBeLessThan(0.01);
});

async function compare(
  client: ReturnType<TestedClient["make"]>,
  command: TestedClient["commands"][number],
  service: string,
): Promise<void> {
  const operation = operationOf(commandFacts(command).schema);
  if (operation === undefined) throw new Error("a client without schemas");
  const where = `${service}.${operation.name}`;
  const examples = new Examples();
  const output = without(where, examples.value(operation.output, []));
  const params = examples.required(operation.input, PARAMS);
  const inputStream = eventStreamOf(operation.input);
  if (inputStream !== undefined) params[inputStream[0]] = (async function* () {})();
  using stubs = stub(client);
  const stream = eventStreamOf(operation.output);
  if (stream === undefined) stubs.on(`*.${operation.name}`).returns(output);
  else {
    const [name, union] = stream;
    const { [name]: _, ...others } = output;
    const events = eventsOf(union, examples);
    stubs.on(`*.${operation.name}`).streams(events, others);
    output[name] = events;
  }
  const { $metadata: _, ...actual } = await client.send(Reflect.construct(command, [params]));
  expect(without(where, await readable(actual)), where).toEqual(await readable(output));
}

function eventsOf(
  { members }: Operation["output"],
  examples: Examples,
): { readonly [name: string]: unknown }[] {
  const events = [...members].filter(([, { traits }]) => traits.error === undefined);
  return events.map(([event, shape]) => ({ [event]: examples.value(shape, []) })) as {
    readonly [name: string]: unknown;
  }[];
}

function without(where: string, value: unknown): Record<string, unknown> {
  for (const [member] of LEFT_OUT[where] ?? []) leaveOut(value, member);
  return value as Record<string, unknown>;
}

function leaveOut(value: unknown, member: RegExp): void {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  for (const [name, content] of Object.entries(value)) {
    if (member.test(name)) Reflect.deleteProperty(value, name);
    else leaveOut(content, member);
  }
}

/** An output whose streams have been read. */
async function readable(output: Record<string, unknown>): Promise<unknown> {
  const entries = Object.entries(output).map(async ([name, value]) => [name, await readableMember(value)]);
  // The SDK's own subclass of Uint8Array is as good.
  return structuredClone(Object.fromEntries(await Promise.all(entries)));
}

async function readableMember(value: unknown): Promise<unknown> {
  if (typeof value !== "object" || value === null) return value;
  if ("transformToByteArray" in value && typeof value.transformToByteArray === "function") {
    return new Uint8Array(await value.transformToByteArray());
  }
  if (!(Symbol.asyncIterator in value)) return value;
  const events: unknown[] = [];
  for await (const event of value as AsyncIterable<unknown>) events.push(event);
  return events;
}
