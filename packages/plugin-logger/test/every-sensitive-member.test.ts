import { type Inspector, startInspector } from "@tucuxi/inspector";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configFor, writtenBy } from "./logged-calls.js";
import { clientPackage, MARKED_CLIENTS } from "./marked-clients.js";
import { sampleOf, sendable } from "./sample-input.js";
import { sharedPiece } from "./shared-piece.js";
import { quoted, SPELLINGS, xml } from "./spellings.js";

/**
 * Quotes each marked member of clients, whole and cut: each operation in one of the spellings, and cut at one place, by turns.
 * `PROVE_ALL=1` tries each spelling and place with each operation, `PROVE_CLIENTS` names other clients than those that are
 * installed here; `scripts/prove-redaction.ts` does so for sixty.
 */
const CLIENTS = process.env["PROVE_CLIENTS"]?.split(/[\s,]+/) ?? MARKED_CLIENTS;
const TRIES_ALL = process.env["PROVE_ALL"] === "1";
/** Some operations have thousands. */
const MOST_QUOTED = 40;
const FORMATS = ["object", "json", "pretty"] as const;

let inspector: Inspector;
beforeEach(async () => {
  inspector = await startInspector();
});
afterEach(() => inspector.close());

/** Fails if six characters in a row of a secret are in a text, in some spelling. */
function expectNothingOf(secrets: readonly string[], text: string, where: string): void {
  for (const secret of secrets) {
    for (const spelled of new Set([
      secret,
      quoted(secret),
      xml(secret),
      encodeURIComponent(secret),
      base64(secret),
    ])) {
      const length = Math.ceil((spelled.length / secret.length) * 6);
      const piece = sharedPiece(text, spelled, length);
      if (piece !== undefined) expect.fail(`${where}: "${piece}" of "${secret}" is in ${text}`);
    }
  }
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

function textOfBytes(_: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString() : value;
}

const turns = <T>(items: readonly T[], turn: number): readonly T[] =>
  TRIES_ALL ? items : [items[turn % items.length] as T];

describe.each(CLIENTS)("%s", (name) => {
  it("no sensitive member of any input is in a record, of the request, or of an error that quotes it", async () => {
    const { Client, operations } = await clientPackage(name);
    const client = new Client({ ...configFor(inspector), maxAttempts: 1, disableHostPrefix: true });
    for (const [turn, { Command, name: operation, input }] of operations.entries()) {
      const { value, secrets } = sampleOf(input.schema, { sensitive: input.sensitive });
      if (secrets.length === 0) continue;
      for (const [spelling, spell] of turns(SPELLINGS, turn)) {
        const texts = secrets.slice(0, MOST_QUOTED).map(spell);
        const places = Array.from({ length: (texts[0]?.length ?? 0) + 1 }, (_, place) => place);
        for (const [index, cut] of [undefined, ...turns(places, turn)].entries()) {
          const format = FORMATS[(turn + index) % FORMATS.length] ?? "object";
          const written = writtenBy(client, format, cut === undefined ? 1_000_000 : 3 + cut);
          inspector.clear();
          inspector.respond({
            status: 400,
            headers: { "content-type": "application/json", "x-amzn-errortype": "Nope" },
            body:
              cut === undefined
                ? JSON.stringify({ __type: "Nope", message: `not good: ${texts.join(" ")}` })
                : `no ${texts.join(" ")}`,
          });
          await client.send(new Command(sendable(name, value))).catch(() => {});
          expectNothingOf(secrets, written.text(), `${operation}, ${spelling}, cut at ${cut}`);
          written.off();
        }
      }
    }
  }, 3_600_000);

  it("no sensitive member of any output is in a record, nor where an unmarked member repeats it", async () => {
    const { Client, operations } = await clientPackage(name);
    const client = new Client({ ...configFor(inspector), disableHostPrefix: true, maxAttempts: 1 });
    let read = 0;
    for (const [turn, { Command, name: operation, input, output }] of operations.entries()) {
      const options = { sensitive: output.sensitive, asJson: true };
      const { secrets } = sampleOf(output.schema, options);
      if (secrets.length === 0) continue;
      // The same again, with a secret in every other text.
      const plain = `see ${secrets[0]}.`;
      const { value } = sampleOf(output.schema, { ...options, plain });
      inspector.clear();
      inspector.respond({ body: JSON.stringify(value), headers: { "content-type": "application/json" } });
      const written = writtenBy(client, FORMATS[turn % FORMATS.length] ?? "object", 1_000_000);
      const sample = sampleOf(input.schema, { sensitive: input.sensitive });
      const parsed = await client.send(new Command(sendable(name, sample.value))).catch(() => undefined);
      // Those that the client has read: some have another name on the wire than in the model.
      const known = (JSON.stringify(parsed, textOfBytes) ?? "").replaceAll(quoted(plain), "");
      const there = secrets.filter((secret) => known.includes(quoted(secret)));
      read += there.length;
      expectNothingOf(there, written.text(), operation);
      written.off();
    }
    if (READS_JSON.has(name)) expect(read).toBeGreaterThan(0);
  }, 3_600_000);
});

/** Clients that read JSON, and have something marked in an output. */
const READS_JSON = new Set(
  [
    "api-gateway",
    "cognito-identity-provider",
    "kms",
    "lambda",
    "secrets-manager",
    "sfn",
    "ssm",
    "sso-oidc",
  ].map((name) => `@aws-sdk/client-${name}`),
);
