import { percentDecode, percentEncode } from "../http/percent-encoding.js";
import { serviceModel, servicesSigningAs } from "../services/service-models.js";
import { canonicalParts, sha256Hex } from "./canonical-request.js";
import type { Guess, GuessContext } from "./guess.js";
import { headerGuesses } from "./header-guesses.js";
import { payloadFault, signsLikeS3 } from "./signature-faults.js";

/** A query with more parameters isn't searched. */
const MAX_PARAMETERS = 100;

/** Longer bodies that were changed aren't found by their length. */
const MAX_LENGTH = 20_000;

/** The usual mistakes, the most likely first. A client's signature tells which one it was. */
export function* guesses(context: GuessContext): Generator<Guess> {
  yield* pathGuesses(context);
  yield* methodGuesses(context);
  yield* queryGuesses(context);
  yield* payloadGuesses(context);
  yield* lengthGuesses(context);
  yield* headerGuesses(context);
  yield* keyGuesses(context);
  yield* scopeGuesses(context);
}

function* pathGuesses({ request, auth, received }: GuessContext): Generator<Guess> {
  const { path } = request;
  const likeS3 = signsLikeS3(auth.scope.service);
  const once = tryPath(() =>
    path
      .split("/")
      .map((segment) => percentEncode(percentDecode(segment)))
      .join("/"),
  );
  const twice = path.split("/").map(percentEncode).join("/");
  const plain = tryPath(() => percentDecode(path));
  const wrongStyle = likeS3
    ? "The path was encoded twice before it was signed. S3 signs it encoded once."
    : "The path was signed encoded once. Every service but S3 signs it encoded twice.";
  const variants: [path: string | undefined, words: string][] = [
    [likeS3 ? twice : once, wrongStyle],
    [
      likeS3 ? percentEncodeTwice(received.path) : percentEncodeTwice(twice),
      "The path was encoded once too often before it was signed.",
    ],
    [plain, "The path was signed without percent-encoding."],
    [path, "The path was signed as it was sent, and not in its normal form."],
    [received.path.replace(/\/$/, "") || "/", "A slash was added to the end of the path after signing."],
    [`${received.path}/`, "A slash at the end of the path was removed after signing."],
    [
      received.path.replace(/\/{2,}/g, "/"),
      "Slashes were doubled in the path after signing, or the signer joined them.",
    ],
    ["/", "The path was added after signing: what was signed is the path /."],
  ];
  // A reverse proxy that adds or removes the first segment, such as a stage.
  const inner = /^\/[^/]+(\/.*)$/.exec(received.path)?.[1];
  if (inner !== undefined) variants.push([inner, "The first segment of the path was added after signing."]);
  for (const [variant, words] of variants) {
    if (variant !== undefined && variant !== received.path) yield { words, parts: { path: variant } };
  }
}

function percentEncodeTwice(path: string): string {
  return path.replaceAll("%", "%25");
}

function tryPath(make: () => string): string | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

function* methodGuesses({ received }: GuessContext): Generator<Guess> {
  for (const method of [
    "GET",
    "POST",
    "PUT",
    "HEAD",
    "DELETE",
    "PATCH",
    "OPTIONS",
    received.method.toUpperCase(),
  ]) {
    if (method === received.method) continue;
    yield {
      words: `The method was changed after signing: it was ${method}, and ${received.method} arrived.`,
      parts: { method },
    };
  }
}

function* queryGuesses({ rawQuery, received }: GuessContext): Generator<Guess> {
  const canonical = received.query === "" ? [] : received.query.split("&");
  if (canonical.length > MAX_PARAMETERS) return;
  for (const [index, field] of canonical.entries()) {
    const without = canonical.filter((_, other) => other !== index).join("&");
    const name = field.split("=", 1)[0] ?? "";
    yield { words: `The query parameter ${name} was added after signing.`, parts: { query: without } };
  }
  const raw = rawQuery.split("&").filter((field) => field !== "" && !field.startsWith("X-Amz-Signature="));
  const variants: [query: string, words: string][] = [
    ["", "The query was added after signing, or the signer left it out."],
    [
      raw.join("&"),
      "The query was signed as it was sent: its parameters have to be sorted, and encoded by the rules of SigV4.",
    ],
    [
      [...raw].sort().join("&"),
      "The query was signed with another encoding than that of SigV4: a space is %20, and only letters, digits and -._~ stay as they are.",
    ],
    [received.query.replaceAll("%2B", "%20"), 'A "+" in the query was signed as a space.'],
    [received.query.replaceAll("%20", "%2B"), 'A space in the query was signed as a "+".'],
    [
      canonical.map((field) => field.replace(/=$/, "")).join("&"),
      "Query parameters without a value were signed without their equals sign.",
    ],
  ];
  for (const [query, words] of variants) {
    if (query !== received.query) yield { words, parts: { query } };
  }
}

function* payloadGuesses({ request, received }: GuessContext): Generator<Guess> {
  const declared = request.headers["x-amz-content-sha256"];
  const hashes: [hash: string, words: string][] = [
    [
      sha256Hex(request.wireBody),
      "x-amz-content-sha256 was changed after signing: what was signed is the hash of the body that arrived.",
    ],
    [
      sha256Hex(request.body),
      "The body was encoded after signing: what was signed is the hash of the decoded body.",
    ],
    [
      sha256Hex(new Uint8Array()),
      "The body was added after signing: what was signed is the hash of an empty body.",
    ],
    ["UNSIGNED-PAYLOAD", "What was signed for the body is UNSIGNED-PAYLOAD, and the request doesn't say so."],
  ];
  for (const [payloadHash, words] of hashes) {
    if (payloadHash === received.payloadHash) continue;
    yield { words, parts: { payloadHash } };
    // If the header is signed too, it has the same value.
    if (declared === undefined) continue;
    const headers = received.headers.map(
      ([name, value]) => [name, name === "x-amz-content-sha256" ? payloadHash : value] as const,
    );
    yield { words, parts: { payloadHash, headers } };
  }
}

/** The length of a changed body is signed too, but unknown, so the short ones are tried. */
function* lengthGuesses({ request, received }: GuessContext): Generator<Guess> {
  const isSigned = received.headers.some(([name]) => name === "content-length");
  if (!isSigned || payloadFault(received.payloadHash, request.wireBody) === undefined) return;
  for (let length = 0; length <= MAX_LENGTH; length += 1) {
    const headers = received.headers.map(
      ([name, value]) => [name, name === "content-length" ? String(length) : value] as const,
    );
    yield {
      words: `The body was changed after signing: it had ${length} bytes, and ${request.wireBytes} arrived. Neither content-length nor x-amz-content-sha256 is of the body that arrived.`,
      parts: { headers },
    };
  }
}

function* keyGuesses({ known, credentials }: GuessContext): Generator<Guess> {
  const { accessKeyId, secretAccessKey } = known;
  for (const other of credentials) {
    if (other.secretAccessKey === secretAccessKey) continue;
    yield {
      words: `The signature was made with the secret key of ${other.accessKeyId}, and says it is by ${accessKeyId}.`,
      secretAccessKey: other.secretAccessKey,
    };
  }
  for (const [ending, name] of [
    ["\n", "a line end"],
    ["\r\n", "a line end"],
    ["\r", "a line end"],
    [" ", "a space"],
  ] as const) {
    yield {
      words: `The client's secret key has ${name} at its end, which doesn't belong to it.`,
      secretAccessKey: secretAccessKey + ending,
    };
  }
  for (const quote of ['"', "'"]) {
    yield {
      words: "The client's secret key has quotes around it, which don't belong to it.",
      secretAccessKey: quote + secretAccessKey + quote,
    };
  }
  yield { words: "The client has an empty secret key.", secretAccessKey: "" };
}

const REGIONS = (
  "us-east-1 us-east-2 us-west-1 us-west-2 eu-west-1 eu-west-2 eu-west-3 eu-central-1 eu-central-2 eu-north-1 eu-south-1 " +
  "eu-south-2 ap-south-1 ap-south-2 ap-east-1 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-southeast-1 ap-southeast-2 " +
  "ap-southeast-3 ap-southeast-4 ca-central-1 ca-west-1 sa-east-1 me-south-1 me-central-1 af-south-1 il-central-1 local auto"
).split(" ");

function* scopeGuesses({ request, auth, received, rawQuery }: GuessContext): Generator<Guess> {
  for (const region of REGIONS) {
    if (region === auth.scope.region) continue;
    yield {
      words: `It was signed for the region ${region}, and says it is for ${auth.scope.region}.`,
      scope: { region },
    };
  }
  const model = serviceModel(request.service);
  const names = new Set([
    request.service,
    model?.signingName,
    model?.endpointPrefix,
    model?.cli,
    "execute-api",
    "s3",
  ]);
  for (const service of servicesSigningAs(auth.scope.service)) names.add(service);
  for (const service of names) {
    if (service === undefined || service === auth.scope.service) continue;
    const pathStyle = signsLikeS3(service) ? "s3" : "normalized";
    const { path } = canonicalParts({
      ...request,
      rawQuery,
      signedHeaders: auth.signedHeaders,
      payloadHash: received.payloadHash,
      pathStyle,
    });
    yield {
      words: `It was signed for the service ${service}, and says it is for ${auth.scope.service}.`,
      scope: { service },
      parts: { path },
    };
  }
}
