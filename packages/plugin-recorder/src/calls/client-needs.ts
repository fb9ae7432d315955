import type { ClientLike } from "@tucuxi/events";

/** It belongs to nobody: what is signed with it is never sent. */
const REPLAY_ACCESS_KEY = "TUCUXIRECORDERREPLAY";
const REPLAY_REGION = "us-east-1";

type Config = Record<string, unknown>;
type Provider = () => Promise<unknown>;

const known = new WeakMap<object, ClientNeeds>();

/**
 * What the SDK needs from a client before a call gets to where it's replayed: credentials, a token, a region. While
 * calls of the client may be replayed, its configuration has stand-ins for what is missing. Afterwards it's as it was.
 */
export class ClientNeeds {
  readonly #config: Config;
  #calls = 0;
  /** How many running calls are sent, or may be. */
  #sent = 0;
  #putBack: (() => void) | undefined;
  /** Why the client has no region or credentials. */
  #missing: { readonly error: unknown } | undefined;
  #missingRegion: { readonly error: unknown } | undefined;

  static of({ config }: ClientLike): ClientNeeds {
    let needs = known.get(config);
    if (needs === undefined) {
      needs = new ClientNeeds(config as Config);
      known.set(config, needs);
    }
    return needs;
  }

  private constructor(config: Config) {
    this.#config = config;
  }

  /**
   * A call begins.
   *
   * @param maySend It isn't known yet whether it's replayed.
   * @returns functions to call when it's replayed, and when it's over.
   */
  begin(maySend: boolean): { readonly replayed: () => void; readonly ended: () => void } {
    if (this.#calls++ === 0) this.#standIn();
    let sends = maySend;
    let isOver = false;
    if (sends) this.#sent++;
    const replayed = (): void => {
      if (sends) this.#sent--;
      sends = false;
    };
    const ended = (): void => {
      if (isOver) return;
      isOver = true;
      replayed();
      if (--this.#calls === 0) this.#putBack?.();
    };
    return { replayed, ended };
  }

  /** @throws the reason why the client has no region, before something is sent to a stand-in. */
  checkRegion(): void {
    if (this.#missingRegion !== undefined) throw this.#missingRegion.error;
  }

  /** @throws the reason why the client has no credentials, before something signed with stand-ins is sent. */
  checkSignature(authorization: string | undefined): void {
    if (authorization === undefined || !isStandIn(authorization)) return;
    throw this.#missing?.error ?? new Error("Could not load credentials from any providers");
  }

  #standIn(): void {
    const config = this.#config;
    const { credentials, region, useFipsEndpoint, token } = config;
    const own: Config = {
      credentials: this.#identity(credentials, () => ({
        accessKeyId: REPLAY_ACCESS_KEY,
        secretAccessKey: REPLAY_ACCESS_KEY,
        // They expire, so that the SDK asks for them again: the next call may be sent.
        expiration: new Date(Date.now() + 3_600_000),
      })),
      region: this.#orElse(region, REPLAY_REGION, (error) => {
        this.#missingRegion = { error };
      }),
      // The SDK's provider for it asks for the region.
      useFipsEndpoint: this.#orElse(useFipsEndpoint, false, () => {}),
      ...("token" in config && { token: this.#identity(token, () => ({ token: REPLAY_ACCESS_KEY })) }),
    };
    const before = Object.keys(own).map(
      (name) => [name, Object.getOwnPropertyDescriptor(config, name)] as const,
    );
    for (const [name, value] of Object.entries(own)) {
      // Defined, not assigned, since the SDK's setter would wrap it.
      Object.defineProperty(config, name, { value, enumerable: true, configurable: true, writable: true });
    }
    this.#putBack = () => {
      for (const [name, descriptor] of before) {
        if (descriptor === undefined) Reflect.deleteProperty(config, name);
        else Object.defineProperty(config, name, descriptor);
      }
      this.#putBack = undefined;
      this.#missing = undefined;
      this.#missingRegion = undefined;
    };
  }

  /** Asks for an identity only if something may be sent, since looking for one can take seconds. */
  #identity(provider: unknown, standIn: () => object): Provider {
    const provide = (...args: unknown[]): Promise<unknown> => {
      if (this.#sent === 0) return Promise.resolve(standIn());
      return provided(provider, args).catch((error: unknown) => {
        this.#missing = { error };
        return standIn();
      });
    };
    return Object.assign(provide, typeof provider === "function" ? { ...provider } : {}, { memoized: true });
  }

  #orElse(provider: unknown, standIn: unknown, missing: (error: unknown) => void): Provider {
    return () =>
      provided(provider, []).catch((error: unknown) => {
        missing(error);
        return standIn;
      });
  }
}

async function provided(provider: unknown, args: readonly unknown[]): Promise<unknown> {
  if (typeof provider === "function") return provider(...args);
  if (provider === undefined) throw new Error("the client has none");
  return provider;
}

function isStandIn(authorization: string): boolean {
  return authorization.includes(`=${REPLAY_ACCESS_KEY}/`) || authorization.endsWith(` ${REPLAY_ACCESS_KEY}`);
}
