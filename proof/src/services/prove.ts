import { readFileSync } from "node:fs";
import type { OperationModel } from "@tucuxi/events";
import { shapeOf } from "../schema/shape.js";
import { Answers } from "./answers.js";
import { ATTACHMENTS, type Attachment, type Seen } from "./attachments.js";
import { configFor, describeDecoded, describeInput, RequestHandler, type Trace, traceCall } from "./call.js";
import { firstDifference } from "./describe.js";
import { expectedEvents } from "./expected-events.js";
import { noDifferences, type ServiceResult } from "./result.js";
import { type Scenario, scenariosOf } from "./scenarios.js";
import type { Operation, SdkClient, SdkRequest, Service } from "./sdk.js";

/** The service's name in botocore's event names, by `serviceId`. */
const EVENT_NAMES: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(new URL("./service-events.recorded.json", import.meta.url), "utf8"),
).events;

/** Scenarios whose calls fail in the end. They use up the client's retry tokens. */
const USING_UP: ReadonlySet<string> = new Set(["resets", "modelled error"]);

/** A client with its request handler, and what handlers see of its calls. */
interface Bench {
  readonly client: SdkClient;
  readonly handler: RequestHandler;
  readonly seen: Seen;
}

/** Compares a bare client with attached ones, over all operations of a service. */
export class Proof {
  readonly #service: Service;
  readonly #answers: Answers;
  /** One for each kind of scenario and attachment, so that all clients remember the same calls. */
  readonly #benches = new Map<string, Bench>();
  readonly #differences = noDifferences();
  readonly #unsent = new Set<string>();
  readonly #partial = new Set<string>();
  #calls = 0;
  #comparisons = 0;
  #requests = 0;

  constructor(service: Service) {
    this.#service = service;
    this.#answers = new Answers(service, new service.client(configFor(service.name)));
  }

  async run(): Promise<ServiceResult> {
    const { name, version, operations } = this.#service;
    for (const [index, operation] of operations.entries()) {
      const scenarios = await scenariosOf(this.#service, operation, index, this.#answers);
      for (const [at, scenario] of scenarios.entries()) await this.#compare(operation, scenario, index + at);
    }
    for (const { client } of this.#benches.values()) client.destroy();
    const { serviceId } = this.#bench("success", undefined).client.config;
    return {
      ...{ name, version, protocol: this.#answers.protocol, operations: operations.length },
      isInBotocore: EVENT_NAMES[serviceId] !== undefined,
      ...{ calls: this.#calls, comparisons: this.#comparisons, requests: this.#requests },
      ...{ unsent: [...this.#unsent], partial: [...this.#partial], differences: this.#differences.found },
    };
  }

  async #compare(operation: Operation, scenario: Scenario, turn: number): Promise<void> {
    const bare = await this.#call(operation, scenario, undefined);
    if (bare.sent.length === 0) this.#unsent.add(operation.name);
    if (scenario.name === "full output" && !hasEveryMember(operation, bare.outcome))
      this.#partial.add(operation.name);
    let bareDecoded: unknown;
    const given = await describeInput(new operation.command(scenario.input()));
    const chosen = scenario.everyAttachment
      ? ATTACHMENTS
      : [0, 1].map((step) => ATTACHMENTS[(2 * turn + step) % ATTACHMENTS.length] as Attachment);
    for (const attachment of chosen) {
      const called = await this.#call(operation, scenario, attachment);
      // Some older clients write an idempotency token into the caller's input. Handlers get a copy of it.
      const isAsGiven = firstDifference(given, called.input) === undefined;
      const attached = isAsGiven ? { ...called, input: bare.input } : called;
      this.#comparisons++;
      this.#requests += attached.sent.length;
      const report = (found: string | undefined): void => {
        if (found !== undefined)
          this.#differences.add(found, `${operation.name}, ${scenario.name}, ${attachment.name}`);
      };
      if (attachment.changesRequests === true) {
        bareDecoded ??= await Promise.all(bare.sent.map(describeDecoded));
        const decoded = await Promise.all(attached.sent.map(describeDecoded));
        const described = ({ outcome, input }: Trace, requests: unknown): object => ({
          outcome,
          requests,
          input,
        });
        report(firstDifference(described(bare, bareDecoded), described(attached, decoded)));
      } else {
        report(firstDifference(traceOf(bare), traceOf(attached)));
      }
      if (attachment.watches === true)
        report(this.#seenWrongly(operation, scenario, attached.sent, attached));
    }
  }

  async #call(
    operation: Operation,
    scenario: Scenario,
    attachment: Attachment | undefined,
  ): Promise<Trace & { readonly sent: readonly SdkRequest[]; readonly seen: Seen }> {
    const { client, handler, seen } = this.#bench(scenario.name, attachment);
    seen.events.length = 0;
    seen.models.clear();
    this.#calls++;
    const trace = await traceCall(client, handler, new operation.command(scenario.input()), scenario.answers);
    return { ...trace, seen };
  }

  #bench(scenario: string, attachment: Attachment | undefined): Bench {
    const key = `${scenario} ${attachment?.name}`;
    let bench = USING_UP.has(scenario) ? undefined : this.#benches.get(key);
    if (bench === undefined) {
      const handler = new RequestHandler();
      const config = configFor(this.#service.name);
      const client = new this.#service.client({ ...config, ...attachment?.config, requestHandler: handler });
      bench = { client, handler, seen: { events: [], models: new Set() } };
      attachment?.attach(client, bench.seen, seedOf(this.#service.name + scenario));
      this.#benches.set(key, bench);
    }
    return bench;
  }

  /** Checks the events, names and models that handlers saw against the catalogue, botocore and the schema. */
  #seenWrongly(
    { name, input, output }: Operation,
    { answers }: Scenario,
    sent: readonly SdkRequest[],
    { outcome, seen }: Trace & { readonly seen: Seen },
  ): string | undefined {
    const { serviceId } = this.#bench("success", undefined).client.config;
    const serviceName = EVENT_NAMES[serviceId] ?? serviceId.replaceAll(" ", "-").toLowerCase();
    const [model, ...others] = seen.models;
    const wrongModel = model === undefined || others.length > 0 ? "model: not one" : undefined;
    const types = seen.events.map((event) => event.split(".")[0] ?? "");
    const names = types.map((type) =>
      type === "before-endpoint-resolution" ? `${type}.${serviceName}` : `${type}.${serviceName}.${name}`,
    );
    const answered = sent.map((_, at) => answers[Math.min(at, answers.length - 1)] ?? { reset: "" });
    return (
      wrongModel ??
      prefixed(
        "model",
        firstDifference(
          {
            ...{ name, serviceId, serviceName },
            inputMembers: this.#membersOf(input),
            outputMembers: this.#membersOf(output),
          },
          readModel(model),
        ),
      ) ??
      prefixed("eventName", firstDifference(names, seen.events)) ??
      (sent.length === 0
        ? undefined
        : prefixed("events", firstDifference(expectedEvents(answered, outcome), types)))
    );
  }

  /** The members as handlers see them. */
  #membersOf(schema: unknown): string[] {
    const { members } = shapeOf(schema);
    return this.#service.hasSchemas ? members().map(([member]) => member) : [];
  }
}

function hasEveryMember({ output }: Operation, outcome: unknown): boolean {
  const described: unknown = Object(outcome).output;
  const present = new Set(Array.isArray(described) ? described.map(([key]) => key) : []);
  return shapeOf(output)
    .members()
    .every(([member]) => present.has(member));
}

function traceOf({ requests, outcome, input }: Trace): Trace {
  return { requests, outcome, input };
}

function prefixed(prefix: string, found: string | undefined): string | undefined {
  return found === undefined ? undefined : `${prefix} ${found}`;
}

function readModel(model: OperationModel | undefined): object {
  const { name, serviceId, serviceName, inputMembers, outputMembers } = Object(model) as OperationModel;
  return { name, serviceId, serviceName, inputMembers, outputMembers };
}

function seedOf(text: string): number {
  return [...text].reduce((seed, character) => (Math.imul(seed, 31) + character.charCodeAt(0)) >>> 0, 7);
}
