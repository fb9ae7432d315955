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
  #original: PropertyDescriptor = {};
  #standIn: PropertyDescriptor | undefined;

  constructor(config: ClientConfig) {
    this.#config = config;
  }

  /** Puts the stand-in provider into the client's configuration, or the client's own back. */
  watch(wanted: boolean): void {
    if (wanted === (this.#standIn !== undefined)) return;
    const current = Object.getOwnPropertyDescriptor(this.#config, "credentials");
    if (wanted) {
      if (typeof this.#config.credentials !== "function" || current?.configurable !== true) return;
      this.#original = current;
      this.#standIn = this.#standInFor(current);
      Object.defineProperty(this.#config, "credentials", this.#standIn);
    } else {
      // Somebody may have put something around ours: then it stays, and stands for nobody any more.
      if (current?.get === this.#standIn?.get)
        Object.defineProperty(this.#config, "credentials", this.#original);
      this.#standIn = undefined;
    }
  }

  /**
   * An accessor in front of the client's own. The SDK's one would memoize the stand-in, and makes a provider of what
   * it is set to: both stay its own.
   */
  #standInFor(original: PropertyDescriptor): PropertyDescriptor {
    const provider: Provider = (options) => {
      const own = (original.get?.call(this.#config) ?? original.value) as Provider;
      return own(options).catch((error: unknown) => {
        if (this.#standIn !== standIn) throw error;
        return new MissingIdentity(error);
      });
    };
    const standIn: PropertyDescriptor = {
      get: () => provider,
      set: (value: unknown) => {
        if (original.set === undefined) original.value = value;
        else original.set.call(this.#config, value);
      },
      configurable: true,
      enumerable: true,
    };
    return standIn;
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
