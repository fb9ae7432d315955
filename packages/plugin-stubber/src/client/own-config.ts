import { withoutWaiting } from "./retry-strategy.js";
import { protocolOf, type RequestHandler, type SdkConfig } from "./sdk.js";

/** What a stub replaces, or what the SDK itself adds while it signs. */
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
  "isCustomEndpoint",
  "isClientEndpointDiscoveryEnabled",
] as const;

/** Credentials that belong to nobody, from AWS's own examples. */
const TEST_CREDENTIALS = {
  accessKeyId: "AKIDEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
};

/** The region for a client without one. */
const TEST_REGION = "us-east-1";

/**
 * Adds to a client's configuration what no test should need: credentials, a region if it's missing, retries that don't
 * wait, and a request handler.
 *
 * @returns a function that restores everything.
 */
export function useOwnConfig(config: SdkConfig, requestHandler: RequestHandler): () => void {
  const before = NAMES.map((name) => [name, Object.getOwnPropertyDescriptor(config, name)] as const);
  const original: Record<string, unknown> = { ...config };
  const own: Record<string, unknown> = {
    credentials: async () => ({ ...TEST_CREDENTIALS }),
    region: withFallback(original["region"], TEST_REGION),
    // It asks for the region, through the provider that is replaced here.
    useFipsEndpoint: withFallback(original["useFipsEndpoint"], false),
    retryStrategy: withoutWaiting(original["retryStrategy"], original["maxAttempts"]),
    requestHandler,
    // An older client's signer keeps its own region and credentials, which a test doesn't have.
    ...(protocolOf(config) === undefined ? { signer: async () => NO_SIGNER } : {}),
    // Otherwise Timestream's clients would first make a call to find their endpoint.
    ...("endpointDiscoveryCommandCtor" in config
      ? { isCustomEndpoint: true, isClientEndpointDiscoveryEnabled: false }
      : {}),
    ...("token" in config ? { token: async () => ({ token: "test-token" }) } : {}),
  };
  for (const [name, value] of Object.entries(own)) {
    // Defined, not assigned, since the setter would start again with the client's provider.
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

/** A provider with a fallback for when the client's own fails, as for a region that isn't set. */
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
