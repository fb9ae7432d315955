import { Agent } from "node:http";
import { S3, type S3ClientConfig } from "@aws-sdk/client-s3";
import {
  type InspectedRequest,
  type Inspector,
  type PreciseResponse,
  startInspector,
} from "@tucuxi/inspector";
import { REQUIRE_CHECKSUM } from "../src/content-md5.js";
import type { Stage } from "./operations.js";

/** What a store is reported to refuse, and with which answer. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  refuses(request: InspectedRequest): boolean;
}

/** In the order of the table of needs. */
export const REFUSALS = {
  checksums: {
    status: 501,
    code: "NotImplemented",
    refuses: (request) => has(request, /^x-amz-(sdk-checksum-algorithm|checksum-(?!mode))/),
  },
  trailers: {
    status: 501,
    code: "NotImplemented",
    refuses: ({ headers }) =>
      headers["x-amz-content-sha256"]?.startsWith("STREAMING-") === true || "x-amz-trailer" in headers,
  },
  missingMd5: {
    status: 400,
    code: "MissingContentMD5",
    refuses: ({ operation = "", headers }) => REQUIRE_CHECKSUM.has(operation) && !("content-md5" in headers),
  },
  presignedChecksums: {
    status: 400,
    code: "BadDigest",
    refuses: ({ method, query, bodyBytes }) =>
      method === "PUT" && bodyBytes > 0 && query.get("x-amz-checksum-crc32") === "AAAAAA==",
  },
  checksumMode: {
    status: 400,
    code: "InvalidArgument",
    refuses: (request) => has(request, /^x-amz-checksum-mode$/),
  },
  completeChecksums: {
    status: 412,
    code: "PreconditionFailed",
    refuses: (request) =>
      request.operation === "CompleteMultipartUpload" &&
      (has(request, /^x-amz-checksum/) || request.text?.includes("<Checksum") === true),
  },
  unknownQuery: {
    status: 400,
    code: "InvalidArgument",
    refuses: ({ query }) => query.has("x-id") || query.has("encoding-type"),
  },
  expect: { status: 417, code: "ExpectationFailed", refuses: ({ headers }) => "expect" in headers },
  /** Its proxy has changed the header before the signature is checked. */
  signedAcceptEncoding: {
    status: 403,
    code: "SignatureDoesNotMatch",
    refuses: ({ headers }) => /SignedHeaders=[^,]*accept-encoding/.test(headers["authorization"] ?? ""),
  },
  bucketInHost: {
    status: 404,
    code: "NoSuchBucket",
    refuses: ({ headers }) => headers["host"]?.startsWith("bucket.") === true,
  },
  bucketInPath: {
    status: 403,
    code: "SecondLevelDomainForbidden",
    refuses: ({ path }) => /^\/bucket(\/|$)/.test(path),
  },
} as const satisfies Readonly<Record<string, Refusal>>;

/** Whether a request has such a header, or such a query parameter. */
function has({ headers, query }: InspectedRequest, name: RegExp): boolean {
  return [...Object.keys(headers), ...query.keys()].some((key) => name.test(key));
}

/** A store in memory that refuses what it is told to, and a wrong signature or checksum as AWS does. */
export class StrictStore implements AsyncDisposable {
  /** Every host name leads here, as in a network where the store has its own. */
  readonly agent = new Agent({
    lookup: (_host, options, done) =>
      options.all === true ? done(null, [{ address: "127.0.0.1", family: 4 }]) : done(null, "127.0.0.1", 4),
  });
  readonly inspector: Inspector;
  readonly #refusals: readonly Refusal[];
  readonly #objects = new Map<string, Buffer>();
  #cors = "";

  private constructor(inspector: Inspector, refusals: readonly Refusal[]) {
    this.inspector = inspector;
    this.#refusals = refusals;
    this.answerNext();
  }

  static async start(refusals: readonly Refusal[] = []): Promise<StrictStore> {
    return new StrictStore(await startInspector({ verify: "enforce" }), refusals);
  }

  /** A client of it, under a host name. */
  client(config: Partial<S3ClientConfig> = {}, hostname = "localhost"): S3 {
    return new S3({
      endpoint: `http://${hostname}:${this.inspector.port}`,
      region: "eu-west-1",
      credentials: this.inspector.credentials,
      maxAttempts: 1,
      requestHandler: { httpAgent: this.agent },
      ...config,
    });
  }

  stage(s3: S3): Stage {
    return { s3, bucket: "bucket", agent: this.agent };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.agent.destroy();
    await this.inspector.close();
  }

  /** Answers the next request, and those after it. The inspector forgets it when it is cleared. */
  answerNext(): void {
    this.inspector.respond((request) => {
      this.answerNext();
      const refusal = this.#refusals.find(({ refuses }) => refuses(request));
      return refusal === undefined ? this.#answer(request) : `${refusal.status}:${refusal.code}`;
    });
  }

  #answer(request: InspectedRequest): string | PreciseResponse | undefined {
    const key = decodeURIComponent(request.path.replace(/^\/bucket(\/|$)/, "").replace(/^\//, ""));
    const body = Buffer.from(request.body);
    switch (request.operation) {
      case "PutObject":
        this.#objects.set(key, body);
        return { headers: { etag: '"1"' } };
      case "GetObject":
        return rangeOf(this.#objects.get(key), request.headers["range"]);
      case "CreateMultipartUpload":
        return { body: "<R><UploadId>upload</UploadId></R>" };
      case "UploadPart":
        this.#objects.set(`${key}/part-${request.query.get("partNumber")}`, body);
        return { headers: { etag: '"1"' } };
      case "CompleteMultipartUpload": {
        const parts = [...(request.text ?? "").matchAll(/<PartNumber>(\d+)</g)].map(
          ([, number]) => `${key}/part-${number}`,
        );
        this.#objects.set(key, Buffer.concat(parts.map((part) => this.#objects.get(part) ?? Buffer.of())));
        return { body: "<R><ETag>1</ETag></R>" };
      }
      case "DeleteObjects":
        for (const [, deleted = ""] of (request.text ?? "").matchAll(/<Key>(.*?)</g))
          this.#objects.delete(deleted);
        return { body: "<R></R>" };
      case "ListObjectsV2":
        return { body: listOf([...this.#objects.keys()], request.query) };
      case "PutBucketCors":
        this.#cors = request.text ?? "";
        return undefined;
      case "GetBucketCors":
        return { body: this.#cors };
      default:
        return undefined;
    }
  }
}

function rangeOf(stored: Buffer | undefined, range: string | undefined): string | PreciseResponse {
  if (stored === undefined) return "404:NoSuchKey";
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(range ?? "") ?? [];
  if (from === undefined || to === undefined) return { body: stored };
  return {
    status: 206,
    headers: { "content-range": `bytes ${from}-${to}/${stored.byteLength}` },
    body: stored.subarray(Number(from), Number(to) + 1),
  };
}

/** As stores list that are written in Go: what XML 1.0 has no form for is a replacement character. */
function listOf(keys: readonly string[], query: URLSearchParams): string {
  const isEncoded = query.get("encoding-type") === "url";
  const prefix = query.get("prefix") ?? "";
  const written = (value: string) =>
    isEncoded
      ? encodeURIComponent(value).replaceAll("%20", "+").replaceAll("%2F", "/")
      : value
          .replaceAll("\u0001", "\ufffd")
          .replace(/[&<>\n]/g, (character) => `&#${character.codePointAt(0)};`);
  const contents = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => `<Contents><Key>${written(key)}</Key></Contents>`);
  const encoding = isEncoded ? "<EncodingType>url</EncodingType>" : "";
  return `<ListBucketResult><Prefix>${written(prefix)}</Prefix>${encoding}${contents.join("")}</ListBucketResult>`;
}
