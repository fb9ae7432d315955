import { didYouMean } from "../emitter/nearest-name.js";
import { HandlerError } from "../errors.js";
import type { Origin } from "../http/headers.js";
import type { HttpRequest } from "../http/sdk-shapes.js";
import { failed } from "./handler-failure.js";
import type { AuthOption, ClientConfig, HandlerContext, Next, Result } from "./middleware.js";
import { missingIdentity } from "./missing-credentials.js";

/** Who signs, as the events of signing tell it. */
interface SigningInfo {
  readonly signingName: string | undefined;
  readonly region: string | undefined;
  readonly signatureVersion: string | undefined;
}

/** What the SDK's `httpAuthSchemeMiddleware` decided for a stack. Only read: calls may share it. */
export function signingInfo(context: HandlerContext): SigningInfo {
  const option = context.__smithy_context?.selectedHttpAuthScheme?.httpAuthOption;
  // S3's are a spread of spreads, which is slower to read than a copy is to make.
  const signingProperties = { ...option?.signingProperties };
  return {
    signingName: text(signingProperties["signingName"] ?? signingProperties["name"]),
    region: text(signingProperties["signingRegion"] ?? signingProperties["region"]),
    signatureVersion: option?.schemeId,
  };
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/**
 * Signs a request by another of the client's auth schemes than the SDK chose, and sends it: what the SDK's
 * `httpAuthSchemeMiddleware` and `httpSigningMiddleware` do, without touching the choice that calls share.
 *
 * @throws HandlerError `UNKNOWN_AUTH_SCHEME` with the ids that the client has.
 */
export async function sendSignedBy(
  schemeId: string,
  config: ClientConfig,
  context: HandlerContext,
  origin: Origin,
  request: HttpRequest,
  send: (signed: HttpRequest) => ReturnType<Next>,
): Promise<Result> {
  const schemes = config.httpAuthSchemes ?? [];
  const scheme = schemes.find((candidate) => candidate.schemeId === schemeId);
  const identityOf = scheme?.identityProvider({ getIdentityProvider: (id) => identityProvider(config, id) });
  if (scheme === undefined || identityOf === undefined) {
    const ids = schemes.map((known) => known.schemeId);
    throw new HandlerError(
      "UNKNOWN_AUTH_SCHEME",
      origin,
      scheme === undefined
        ? `returned the auth scheme "${schemeId}", which this client does not have${hint(schemeId, ids)}: return UNSIGNED or one of ${ids.join(", ")}`
        : `returned the auth scheme "${schemeId}", for which this client has no identity: configure its token or credentials`,
    );
  }
  const option = await authOption(schemeId, config, context);
  const extracted = option.propertiesExtractor?.(config, context);
  const properties = { ...option.signingProperties, ...extracted?.signingProperties };
  const identity = await identityOf({ ...option.identityProperties, ...extracted?.identityProperties });
  const missing = missingIdentity(identity);
  if (missing !== undefined) return failed(missing.error);
  const signed = await scheme.signer.sign(request, identity, properties);
  try {
    const result = await send(signed);
    scheme.signer.successHandler?.(result.response, properties);
    return result;
  } catch (error) {
    // The signer learns the service's clock from a refusal, and throws it on.
    scheme.signer.errorHandler?.(properties)(error);
    throw error;
  }
}

/** What may have been meant: botocore calls signature versions `v4`, `s3v4`, `v4a`. */
function hint(schemeId: string, known: readonly string[]): string {
  const sdks = schemeId.replace(/^(s3)?(?=v4a?$)/, "aws.auth#sig");
  return sdks === schemeId ? didYouMean(schemeId, known) : ` (botocore's ${schemeId} is "${sdks}" here)`;
}

/** The service's own properties for a scheme, where it offers that scheme for the operation; else those of the chosen one. */
async function authOption(
  schemeId: string,
  config: ClientConfig,
  context: HandlerContext,
): Promise<AuthOption> {
  const chosen = context.__smithy_context?.selectedHttpAuthScheme?.httpAuthOption;
  if (chosen?.schemeId === schemeId) return chosen;
  const operation = context.__smithy_context?.operation;
  const region = typeof config.region === "function" ? await config.region() : config.region;
  // `Region` is for services whose endpoint rules decide on auth schemes, such as S3.
  const offered = config.httpAuthSchemeProvider?.({ operation, region, Region: region }) ?? [];
  return offered.find((option) => option.schemeId === schemeId) ?? { ...chosen, schemeId };
}

/** The client's own identities, by what Smithy's auth schemes ask for. */
function identityProvider(config: ClientConfig, schemeId: string): unknown {
  if (schemeId.startsWith("aws.auth#sigv4")) return config.credentials;
  if (schemeId === "smithy.api#httpBearerAuth") return config.token;
  if (schemeId === "smithy.api#httpApiKeyAuth") return config.apiKey;
  return undefined;
}
