import { InvokeCommand } from "@aws-sdk/client-lambda";
import fc from "fast-check";
import { expect, test } from "vitest";
import { eventsOf, type HttpRequest, isTucuxiError, setUrl } from "../src/index.js";
import { startEndpoint } from "./support.js";

const invoke = new InvokeCommand({ FunctionName: "f", Payload: '{"a":1}' });

/** Text of every kind that a request may be given: empty, blank, not ASCII, control characters, half of a pair. */
const text = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.string({ unit: "binary", maxLength: 8 }),
  fc.constantFrom("", " ", "é", "\ud800", "a b", "a\nb", "%zz", "a/../b", "?x=1", "#f", "😀", "/", "\u0000"),
);
const value = fc.oneof(
  text,
  fc.integer(),
  fc.constantFrom(undefined, null, true, Number.NaN, [], {}, ["a"], ["a", 1], Symbol("s"), 5n, () => "f"),
);
const headerName = fc.oneof(
  text,
  fc.constantFrom("X-Mine", "content-length", "Transfer-Encoding", "host", "trailer", "Content-Type"),
);

/** Something that a handler does to a request. The address stays on this machine. */
interface Change {
  readonly label: string;
  readonly apply: (request: HttpRequest) => void;
}

function changing(label: string, apply: Change["apply"]): Change {
  return { label, apply };
}

function setting(member: string, to: unknown): Change {
  return changing(`request.${member} = ${shown(to)}`, (request) => void Reflect.set(request, member, to));
}

function shown(given: unknown): string {
  return typeof given === "string" ? JSON.stringify(given) : String(given);
}

const contentChange: fc.Arbitrary<Change> = fc.oneof(
  // Without a port the request would rightly go elsewhere.
  value
    .filter((port) => port !== undefined && port !== null && port !== "")
    .map((port) => setting("port", port)),
  fc
    .tuple(fc.constantFrom("method", "body", "fragment", "protocol"), value)
    .map(([member, to]) => setting(member, to)),
  fc.constantFrom("get", "PUT", "Post", "a b").map((method) => setting("method", method)),
  fc
    .constantFrom("", "a b", "host/path", "127.0.0.1:80", "é", 5, undefined)
    .map((hostname) => setting("hostname", hostname)),
  fc
    .tuple(headerName, value)
    .map(([name, to]) =>
      changing(
        `headers[${shown(name)}] = ${shown(to)}`,
        ({ headers }) => void Reflect.set(headers, name, to),
      ),
    ),
  fc
    .constantFrom("x-amz-date", "host", "authorization", "content-length", "content-type")
    .map((name) =>
      changing(`delete headers[${name}]`, ({ headers }) => void Reflect.deleteProperty(headers, name)),
    ),
  value.map((to) => setting("headers", to)),
  fc.constant(changing("Object.freeze(request)", (request) => void Object.freeze(request))),
  fc.constant(changing("Object.freeze(headers)", ({ headers }) => void Object.freeze(headers))),
);

const addressChange = (url: string): fc.Arbitrary<Change> =>
  fc.oneof(
    value.map((path) => setting("path", path)),
    text.map((path) => setting("path", `/${path}`)),
    value.map((query) => setting("query", query)),
    fc
      .tuple(text, value)
      .map(([name, to]) =>
        changing(`query[${shown(name)}] = ${shown(to)}`, ({ query }) => void Reflect.set(query, name, to)),
      ),
    text.map((path) => {
      const encoded = encodeURI(path.replace(/\p{Surrogate}/gu, ""));
      return changing(`setUrl(${encoded})`, (request) => setUrl(request, `${url}/${encoded}`));
    }),
  );

test.each(["before-call", "request-created", "before-sign", "before-send"] as const)(
  "whatever a handler of %s does to a request, it arrives with a valid signature, or a TucuxiError comes before anything is sent",
  async (type) => {
    const { inspector, lambda } = await startEndpoint();
    // After signing, a handler may send the request to a proxy: whose host and path are not those that are signed.
    const change =
      type === "before-send"
        ? contentChange.filter(({ label }) => !label.includes("host"))
        : fc.oneof(contentChange, addressChange(inspector.url));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        inspector.clear();
        const client = lambda();
        let thrown: unknown;
        eventsOf(client).register(type, ({ request }) => {
          try {
            for (const { apply } of changes) apply(request);
          } catch (error) {
            // What the handler throws by itself is the caller's.
            thrown = error;
            throw error;
          }
        });
        const error = await client.send(invoke).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        client.destroy();
        if (thrown !== undefined) {
          expect(error).toBe(thrown);
          return;
        }
        if (isTucuxiError(error)) {
          expect(error.message).toMatch(/^an anonymous handler of /);
          expect(inspector.requests).toHaveLength(0);
          return;
        }
        expect(error === undefined || inspector.requests.length > 0, String(error)).toBe(true);
        const [state, ...more] = inspector.requests.map(({ signature }) => signature.state);
        expect(more).toEqual([]);
        // After signing, a handler may take the signature away.
        expect(type === "before-send" ? ["valid", "absent"] : ["valid"]).toContain(state);
      }),
      { seed: 20261128, numRuns: 400 },
    );
  },
  60_000,
);
