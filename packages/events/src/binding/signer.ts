import type { SigningOptions } from "../catalogue/payloads.js";
import { didYouMean } from "../emitter/nearest-name.js";
import { HandlerError } from "../errors.js";
import type { ErrorSource } from "../http/headers.js";
import { UNSIGNED } from "../unsigned.js";
import type { Call, CallArgs } from "./call.js";
import { fail } from "./handler-failure.js";
import type { ResolvedStack } from "./resolved-stack.js";
import { checkedSigning } from "./returned-values.js";
import type { AuthOption, ClientConfig, HandlerContext, Result, SelectedAuthScheme } from "./sdk.js";

/** How a request is signed, as the signing events report it. */
interface SigningInfo {
  readonly signingName: string | undefined;
  readonly region: string | undefined;
  readonly signatureVersion: string | undefined;
}

/** What the SDK's `httpAuthSchemeMiddleware` decided for a call. */
export function signingInfo(context: HandlerContext): SigningInfo {
  const option = context.__smithy_context?.selectedHttpAuthScheme?.httpAuthOption;
  const properties = option?.signingProperties ?? {};
  return {
    signingName: string(properties["signingName"] ?? properties["name"]),
    region: string(properties["signingRegion"] ?? properties["region"]),
    signatureVersion: option?.schemeId,
  };
}

function string(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** What an attempt's handlers decided about its signature. */
export interface HandledSigning {
  /** What `choose-signer` and `before-sign` handlers can change. */
  signing: SigningOptions | undefined;
  /** The scheme that a `choose-signer` handler returned. */
  scheme: string | undefined;
  /** The handler that decided how the request is signed. */
  source: ErrorSource | undefined;
}

/** Remembers who changed how an attempt is signed, and checks what was set. */
export function noteSigning(state: HandledSigning, call: Call, source: ErrorSource): void {
  const { signing } = state;
  if ("signing" in call.context) {
    throw new HandlerError(
      "INVALID_SIGNING",
      source,
      'set context["signing"], as in boto3, which is ignored here. Set signing.credentials, signing.region or signing.service of the event',
    );
  }
  if (signing === undefined || state.source !== undefined || isEmpty(signing)) return;
  checkedSigning(signing, source);
  state.source = source;
}

/** Sends an attempt, signed as its handlers want it. */
export function sendSigned(
  stack: ResolvedStack,
  call: Call,
  handled: HandledSigning,
  args: CallArgs,
): Promise<Result> | Result {
  const { context, client, next } = stack;
  const choice = choiceOf(stack, call, handled);
  if (choice === undefined) {
    return call.identityError === undefined ? next(args) : fail(call.identityError.thrown);
  }
  if (call.isPresigned) {
    // A presigner stands in front of the signer. Its answer is the URL, and its request must not be sent.
    if (choice.scheme === UNSIGNED) {
      return { response: {}, output: { $metadata: { httpStatusCode: 200 }, presigned: args.request } };
    }
    presignWith(choice, context);
    return next(args);
  }
  return schemeFor(choice, client.config, context, call).then(
    (chosen) => sendSignedBy(chosen, choice.source, stack, call, args),
    fail,
  );
}

/** How the handlers of an attempt want to sign instead of the SDK's way, and which handler decided it. */
interface SigningChoice {
  /** The id of another auth scheme. */
  readonly scheme: string | undefined;
  readonly options: SigningOptions;
  readonly source: ErrorSource;
}

/** How the handlers' choice differs from the SDK's, if it does. */
function choiceOf(
  stack: ResolvedStack,
  call: Call,
  { scheme, signing, source }: HandledSigning,
): SigningChoice | undefined {
  if (scheme === undefined && call.region === undefined && isEmpty(signing)) return undefined;
  const own = signingInfo(stack.context);
  const { credentials, region = call.region, service } = signing ?? {};
  const options: SigningOptions = {};
  if (credentials !== undefined) options.credentials = credentials;
  if (region !== undefined && region !== own.region) options.region = region;
  if (service !== undefined && service !== own.signingName) options.service = service;
  // Naming the SDK's own scheme changes nothing, so what the SDK wraps around its signer, as for event streams, stays
  // in force.
  const other = scheme === undefined || scheme === own.signatureVersion ? undefined : scheme;
  if (other === undefined && isEmpty(options)) return undefined;
  const endpointEvent = stack.operation.eventNames["before-endpoint-resolution"];
  return { scheme: other, options, source: source ?? { eventName: endpointEvent, handler: undefined } };
}

function isEmpty(signing: SigningOptions | undefined): boolean {
  for (const _ in signing) return false;
  return true;
}

/** A presigner signs by itself. The SDK's context can tell it a region and a service, but no other credentials. */
function presignWith({ scheme, options, source }: SigningChoice, context: HandlerContext): void {
  if (options.credentials !== undefined || scheme !== undefined) {
    fail(
      new HandlerError(
        "INVALID_SIGNING",
        source,
        `${scheme === undefined ? "set signing.credentials" : `returned the auth scheme "${scheme}"`} for a presigned URL, which its presigner signs. Make it with a client that has those credentials (isPresigned(context) tells)`,
      ),
    );
  }
  if (options.region !== undefined) context.signing_region = options.region;
  if (options.service !== undefined) context.signing_service = options.service;
}

/**
 * Makes the SDK's `httpSigningMiddleware` use another scheme, for this attempt only. It reads the scheme from the
 * context when it begins. With `cacheMiddleware` other calls read that context too, so their scheme is restored
 * immediately.
 */
function sendSignedBy(
  chosen: SelectedAuthScheme,
  source: ErrorSource,
  { context, lookUp, next }: ResolvedStack,
  call: Call,
  args: CallArgs,
): Promise<Result> {
  const smithy = context.__smithy_context;
  if (smithy === undefined) return next(args);
  const sdks = smithy.selectedHttpAuthScheme;
  const restore = (): void => {
    smithy.selectedHttpAuthScheme = sdks;
  };
  smithy.selectedHttpAuthScheme = chosen;
  if (!lookUp.isCached) return next(args).finally(restore);
  call.awaitsSigner = source;
  try {
    return next(args);
  } finally {
    restore();
  }
}

/**
 * The auth scheme for the SDK's signer to use in an attempt.
 *
 * @throws HandlerError `UNKNOWN_AUTH_SCHEME` with the ids that the client has, or `INVALID_SIGNING` for credentials or
 * a region that the request can't be signed with.
 */
async function schemeFor(
  choice: SigningChoice,
  config: ClientConfig,
  context: HandlerContext,
  call: Call,
): Promise<SelectedAuthScheme> {
  const chosen = context.__smithy_context?.selectedHttpAuthScheme;
  const { options, source } = choice;
  const id = choice.scheme ?? chosen?.httpAuthOption.schemeId;
  if (id === UNSIGNED) return marking(UNSIGNED_SCHEME, call);
  const isChosen = chosen !== undefined && id === chosen.httpAuthOption.schemeId;
  // The client's own credentials are asked for only if they sign.
  const scheme = isChosen
    ? chosen
    : await schemeOf(id ?? SIGV4, config, context, source, options.credentials !== undefined);
  return marking(withOptions(scheme, options, config, source), call);
}

const SIGV4 = "aws.auth#sigv4";

const UNSIGNED_SCHEME: SelectedAuthScheme = {
  httpAuthOption: { schemeId: UNSIGNED, signingProperties: {} },
  identity: {},
  signer: { sign: async (request) => request },
};

/** A scheme whose signer notes on the call that it was used. */
function marking(scheme: SelectedAuthScheme, call: Call): SelectedAuthScheme {
  const { signer } = scheme;
  const sign: typeof signer.sign = (...args) => {
    call.awaitsSigner = undefined;
    return signer.sign(...args);
  };
  return { ...scheme, signer: Object.create(signer, { sign: { value: sign } }) };
}

/** Switches to another of the client's auth schemes, as the SDK's `httpAuthSchemeMiddleware` would. */
async function schemeOf(
  schemeId: string,
  config: ClientConfig,
  context: HandlerContext,
  source: ErrorSource,
  hasCredentials: boolean,
): Promise<SelectedAuthScheme> {
  const schemes = config.httpAuthSchemes ?? [];
  const scheme = schemes.find((candidate) => candidate.schemeId === schemeId);
  const identityOf = scheme?.identityProvider({ getIdentityProvider: (id) => identityProvider(config, id) });
  if (scheme === undefined || identityOf === undefined) {
    const ids = schemes.map((known) => known.schemeId);
    throw new HandlerError(
      "UNKNOWN_AUTH_SCHEME",
      source,
      scheme === undefined
        ? `returned the auth scheme "${schemeId}", which this client doesn't have${hint(schemeId, ids)}. Return UNSIGNED or one of ${ids.join(", ")}`
        : `returned the auth scheme "${schemeId}", for which this client has no identity. Configure its token or credentials`,
    );
  }
  const option = await authOption(schemeId, config, context);
  const extracted = option.propertiesExtractor?.(config, context);
  const signingProperties = { ...option.signingProperties, ...extracted?.signingProperties };
  const identityProperties = { ...option.identityProperties, ...extracted?.identityProperties };
  return {
    httpAuthOption: { ...option, signingProperties },
    identity: hasCredentials ? {} : await identityOf(identityProperties),
    signer: scheme.signer,
  };
}

/** A scheme with the credentials, region and service of an attempt's `signing`. */
function withOptions(
  scheme: SelectedAuthScheme,
  { credentials, region, service }: SigningOptions,
  config: ClientConfig,
  source: ErrorSource,
): SelectedAuthScheme {
  const { httpAuthOption: option, identity, signer } = scheme;
  if (!option.schemeId.startsWith(SIGV4)) {
    if (credentials === undefined) return scheme;
    throw new HandlerError(
      "INVALID_SIGNING",
      source,
      `set signing.credentials, but this request is signed by "${option.schemeId}", which takes none. Return "${SIGV4}" from a choose-signer handler`,
    );
  }
  const signingProperties = { ...option.signingProperties };
  if (region !== undefined) {
    signingProperties["signingRegion"] = region;
    signingProperties["signing_region"] = region;
    if (option.schemeId !== SIGV4) signingProperties["signingRegionSet"] = [region];
  }
  if (service !== undefined) {
    signingProperties["signingName"] = service;
    signingProperties["signing_service"] = service;
  }
  if (credentials !== undefined) {
    signingProperties["config"] = configWith(credentials, config, source);
  }
  return { httpAuthOption: { ...option, signingProperties }, identity: credentials ?? identity, signer };
}

type Credentials = NonNullable<SigningOptions["credentials"]>;

/** A signer of the SDK, by the parts that another one of its class is made with. */
interface SdkSigner {
  readonly constructor: new (options: object) => object;
  readonly signer?: SdkSigner;
}

/**
 * The client's configuration for the SDK's SigV4 signer, but with a signer that has other credentials. That signer has
 * the class of the client's own, and is made as `resolveAwsSdkSigV4Config` of `@aws-sdk/core` makes it.
 */
function configWith(credentials: Credentials, config: ClientConfig, source: ErrorSource): object {
  const { signer } = config;
  if (signer === undefined) {
    throw new HandlerError(
      "INVALID_SIGNING",
      source,
      "set signing.credentials, but this client has no signer",
    );
  }
  const makeSigner = async (authScheme?: object): Promise<object> => {
    const given = (await signer(authScheme)) as SdkSigner;
    const { signingRegion: region = config.region, signingName: service = config["signingName"] } = {
      ...(authScheme as { signingRegion?: unknown; signingName?: unknown } | undefined),
    };
    // Clients with web sockets, such as Bedrock Runtime, wrap the SDK's signer.
    const like = (own: SdkSigner): object =>
      new own.constructor({
        ...config,
        credentials,
        region,
        service,
        uriEscapePath: config.signingEscapePath,
        signer: own.signer && like(own.signer),
      });
    return like(given);
  };
  return Object.create(config, {
    signer: { value: makeSigner },
    // The SDK's signer corrects the clock of the configuration that it gets.
    systemClockOffset: {
      get: () => config.systemClockOffset,
      set: (offset: number) => {
        config.systemClockOffset = offset;
      },
    },
  });
}

/** Suggests what was meant. botocore calls signature versions `v4`, `s3v4` and `v4a`. */
function hint(schemeId: string, known: readonly string[]): string {
  const sdks = schemeId.replace(/^(s3)?(?=v4a?$)/, "aws.auth#sig");
  return sdks === schemeId ? didYouMean(schemeId, known) : ` (botocore's ${schemeId} is "${sdks}" here)`;
}

/**
 * The service's own properties for a scheme if it offers that scheme for the operation, or else the chosen scheme's.
 */
async function authOption(
  schemeId: string,
  config: ClientConfig,
  context: HandlerContext,
): Promise<AuthOption> {
  const chosen = context.__smithy_context?.selectedHttpAuthScheme?.httpAuthOption;
  const operation = context.__smithy_context?.operation;
  const region = typeof config.region === "function" ? await config.region() : config.region;
  // Services whose endpoint rules decide on auth schemes, such as S3, read `Region`.
  const offered = config.httpAuthSchemeProvider?.({ operation, region, Region: region }) ?? [];
  return offered.find((option) => option.schemeId === schemeId) ?? { ...chosen, schemeId };
}

/** The client's own identities, by the names that Smithy's auth schemes ask for. */
function identityProvider(config: ClientConfig, schemeId: string): unknown {
  if (schemeId.startsWith(SIGV4)) return config.credentials;
  if (schemeId === "smithy.api#httpBearerAuth") return config.token;
  if (schemeId === "smithy.api#httpApiKeyAuth") return config.apiKey;
  return undefined;
}
