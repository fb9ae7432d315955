import { createHmac } from "node:crypto";
import type { EventMessage } from "../http/event-stream.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { findAuthorization } from "./authorization.js";
import { sha256Hex } from "./canonical-request.js";
import type { InspectorCredentials } from "./signature-report.js";
import { signingKey } from "./verify-signature.js";

/** Checks the signatures of a stream's events, one after another. Each covers the one before. */
export class EventSignatures {
  readonly #key: Uint8Array;
  readonly #scope: string;
  #previous: string;

  private constructor(key: Uint8Array, scope: string, seed: string) {
    this.#key = key;
    this.#scope = scope;
    this.#previous = seed;
  }

  /** `undefined` if the request's own signature has nothing to check. */
  static of(
    request: InspectedRequest,
    credentials: readonly InspectorCredentials[],
  ): EventSignatures | undefined {
    const rawQuery = request.url.split("?")[1] ?? "";
    const found = findAuthorization({ headers: request.headers, rawQuery });
    if (found.state !== "sigv4" || found.authorization.scheme !== "SigV4") return undefined;
    const { accessKeyId, date, region, service } = found.authorization.scope;
    const known = credentials.find((credential) => credential.accessKeyId === accessKeyId);
    if (known === undefined) return undefined;
    const key = signingKey(known.secretAccessKey, date, region, service);
    return new EventSignatures(
      key,
      `${date}/${region}/${service}/aws4_request`,
      found.authorization.signature,
    );
  }

  check({ headers, encodedHeaders, payload }: EventMessage): "valid" | "invalid" {
    const { ":date": date, ":chunk-signature": signature } = headers;
    if (!(date instanceof Date) || Number.isNaN(date.getTime()) || !(signature instanceof Uint8Array))
      return "invalid";
    const toSign = [
      "AWS4-HMAC-SHA256-PAYLOAD",
      date.toISOString().replace(/[-:]|\.\d+/g, ""),
      this.#scope,
      this.#previous,
      sha256Hex(encodedHeaders.get(":date") ?? new Uint8Array()),
      sha256Hex(payload),
    ].join("\n");
    const expected = createHmac("sha256", this.#key).update(toSign).digest("hex");
    this.#previous = expected;
    return Buffer.from(signature).toString("hex") === expected ? "valid" : "invalid";
  }
}
