import { withoutWaiting } from "./retry-strategy.js";
import { protocolOf, type RequestHandler, type SdkConfig } from "./sdk.js";

/** What a stub puts in the place of, or the SDK itself adds while it signs. */
const NAMES = [
  "credentials",
  "region",
  "useFipsEndpoint",
  "requestHandler",
  "retryStrategy",
  "signer",
  "token",
  "signingRegion",
  "signingName",
] as const;

/** Credentials that are nobody's: those of AWS's own examples. */
const TEST_CREDENTIALS = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

/** The region of a client that has none. */
const TEST_REGION = "us-east-1";

/**
 * Gives a client's configuration what no test should need: credentials, a region where it has none, retries that do not
 * wait; and a request handler.
 *
 * @returns what puts all back as it was.
 */
export function useOwnConfig(config: SdkConfig, requestHandler: RequestHandler): () => void {
  const before = NAMES.map((name) => [name, Object.getOwnPropertyDescriptor(config, name)] as const);
  const original: Record<string, unknown> = { ...config };
  const own: Record<string, unknown> = {
    credentials: async () => ({ ...TEST_CREDENTIALS }),
    region: withFallback(original["region"], TEST_REGION),
    // It asks for the region, by the provider that is replaced here.
    useFipsEndpoint: withFallback(original["useFipsEndpoint"], false),
    retryStrategy: withoutWaiting(original["retryStrategy"], original["maxAttempts"]),
    requestHandler,
    // An older client's signer holds on to a region and to credentials of its own, which a test does not have.
    ...(protocolOf(config) === undefined ? { signer: async () => NO_SIGNER } : {}),
    ...("token" in config ? { token: async () => ({ token: "test-token" }) } : {}),
  };
  for (const [name, value] of Object.entries(own)) {
    // A property of its own, and not its setter: that would start anew with the client's provider.
    Object.defineProperty(config, name, { value, enumerable: true, configurable: true, writable: true });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(config, name);
      else Object.defineProperty(config, name, descriptor);
    }
  };
}

/** Leaves requests as they are. */
const NO_SIGNER = { sign: async (request: unknown): Promise<unknown> => request };

/** A provider that gives a value where the client's own fails: as for a region that is set nowhere. */
function withFallback(provider: unknown, fallback: unknown): () => Promise<unknown> {
  return async () => {
    if (typeof provider !== "function") return provider ?? fallback;
    try {
      return await provider();
    } catch {
      return fallback;
    }
  };
}
