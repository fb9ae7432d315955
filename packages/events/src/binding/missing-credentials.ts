import type { ClientConfig, HandlerContext } from "./middleware.js";

type Provider = (options?: object) => Promise<object>;

/** Stands for an identity that nobody has: with it the SDK goes on to the signer, where it is found out. */
class MissingIdentity {
  readonly accessKeyId = "";
  readonly secretAccessKey = "";
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/**
 * Lets a request that nobody signs do without credentials. botocore asks for them when it signs; the SDK asks
 * before it serializes, so a `choose-signer` handler that returns `UNSIGNED` would never run where there are none.
 * While that event has handlers, the client's provider gives a stand-in instead of failing.
 */
export class MissingCredentials {
  readonly #config: ClientConfig;
  #original: PropertyDescriptor | undefined;

  constructor(config: ClientConfig) {
    this.#config = config;
  }

  /** Puts the stand-in provider into the client's configuration, or the client's own back. */
  watch(wanted: boolean): void {
    if (wanted === (this.#original !== undefined)) return;
    if (!wanted) {
      Object.defineProperty(this.#config, "credentials", this.#original as PropertyDescriptor);
      this.#original = undefined;
      return;
    }
    // The SDK's accessor would memoize the stand-in: its descriptor is put aside, and with it what it remembers.
    const original = Object.getOwnPropertyDescriptor(this.#config, "credentials");
    if (typeof this.#config.credentials !== "function" || original?.configurable !== true) return;
    this.#original = original;
    const read = (): Provider => (original.get?.call(this.#config) ?? original.value) as Provider;
    const value: Provider = (options) =>
      read()(options).catch((error: unknown) => new MissingIdentity(error));
    Object.defineProperty(this.#config, "credentials", {
      value,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
}

/** Why there is nobody to sign as, once the SDK has chosen who is to. */
export function missingIdentity(identity: unknown): { readonly error: unknown } | undefined {
  return identity instanceof MissingIdentity ? identity : undefined;
}

/** The identity that the SDK chose for a stack. */
export function identityOf(context: HandlerContext): unknown {
  return context.__smithy_context?.selectedHttpAuthScheme?.identity;
}
