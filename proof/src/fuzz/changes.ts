import { Readable } from "node:stream";
import type { ClientEventType } from "@tucuxi/events";
import fc from "fast-check";

/** A handler's change to the request of its event. */
export interface Change {
  readonly event: RequestEvent;
  readonly wait: boolean;
  readonly text: string;
  /** Any change, since handlers in JavaScript aren't type-checked. */
  do(request: Record<string, unknown>): void;
}

/** The events whose request handlers can change. */
export const REQUEST_EVENTS = [
  "before-call",
  "request-created",
  "before-sign",
  "before-send",
] as const satisfies ClientEventType[];
export type RequestEvent = (typeof REQUEST_EVENTS)[number];

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom("", " ", "a b", "a\r\nb: c", "ä", "€", "%20", "a/../b", "//", "?", "#", "+", "__proto__"),
);
const headerName = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom("x-a", "X-A", "x-amz-meta-a", "Content-Type", "accept", "x-amz-trailer"),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        "host",
        "content-length",
        "Content-Encoding",
        "Authorization",
        "x-amz-date",
        "X-Amz-Content-Sha256",
        "date",
      ],
      ...[
        "x-amz-security-token",
        "transfer-encoding",
        "expect",
        "connection",
        "content-md5",
        "x-amz-checksum-crc32",
      ],
    ),
  },
  { weight: 1, arbitrary: text },
);
const wrong = fc.constantFrom<unknown>(
  undefined,
  null,
  5,
  true,
  [],
  {},
  ["a", "b"],
  Symbol.iterator,
  10n,
  NaN,
);
const value = fc.oneof(
  { weight: 4, arbitrary: text as fc.Arbitrary<unknown> },
  { weight: 1, arbitrary: wrong },
);

const body = fc.oneof(
  text as fc.Arbitrary<unknown>,
  wrong,
  fc.uint8Array({ maxLength: 40 }),
  text.map((content) => new Blob([content])),
  text.map((content) => ({ stream: content })),
);

const did = fc.oneof(
  { weight: 5, arbitrary: fc.record({ set: fc.constant("headers"), key: headerName, value }) },
  { weight: 2, arbitrary: fc.record({ remove: fc.constant("headers"), key: headerName }) },
  { weight: 4, arbitrary: fc.record({ set: fc.constant("query"), key: text, value }) },
  { weight: 4, arbitrary: fc.record({ field: fc.constant("body"), value: body }) },
  { weight: 3, arbitrary: fc.record({ field: fc.constantFrom("path", "method"), value }) },
  // Requests must stay on this machine, so host names are local or missing.
  {
    weight: 1,
    arbitrary: fc.record({
      field: fc.constant("hostname"),
      value: fc.oneof(fc.constantFrom<unknown>("localhost", "127.0.0.1"), wrong),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      field: fc.constantFrom("headers", "query"),
      value: fc.oneof(wrong, fc.dictionary(text, value, { maxKeys: 3 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ remove: fc.constantFrom("path", "method", "headers", "query", "body") }),
  },
);

interface Did {
  readonly set?: string;
  readonly remove?: string;
  readonly field?: string;
  readonly key?: string;
  readonly value?: unknown;
}

function apply({ set, remove, field, key, value }: Did, request: Record<string, unknown>): void {
  // A stream can be read only once, so each attempt gets a new one.
  const given =
    typeof value === "object" && value !== null && "stream" in value
      ? Readable.from([Buffer.from(String(value.stream))])
      : value;
  if (field !== undefined) request[field] = given;
  else if (set !== undefined) Object(request[set])[key ?? ""] = given;
  else if (remove !== undefined && key !== undefined) delete Object(request[remove])[key];
  else if (remove !== undefined) delete request[remove];
}

/** Whether a `before-send` handler redirects or signs the request itself. Then it also owns the signature. */
function isItsOwn(event: RequestEvent, { set, remove, field, key }: Did): boolean {
  const address = [set, remove, field].some(
    (name) => name !== undefined && /^(query|path|hostname)$/.test(name),
  );
  return (
    event === "before-send" && (address || /^(host|authorization)$/i.test(key ?? "") || field === "headers")
  );
}

/** One to four handlers, each with a change. */
export const changes: fc.Arbitrary<Change[]> = fc.array(
  fc
    .record({ event: fc.constantFrom(...REQUEST_EVENTS), wait: fc.boolean(), did })
    .filter(({ event, did }) => !isItsOwn(event, did))
    .map(({ event, wait, did }) => ({
      event,
      wait,
      text: `${event}: ${fc.stringify(did)}`,
      do: (request: Record<string, unknown>): void => apply(did, request),
    })),
  { minLength: 1, maxLength: 4 },
);
