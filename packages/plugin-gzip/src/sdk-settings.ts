import type { ClientLike } from "@tucuxi/events";
import { readSharedSettings, type SharedSettings } from "./shared-settings.js";

/** The SDK's default for `requestMinCompressionSizeBytes`. */
const SDK_DEFAULT_MIN_SIZE = 10_240;

interface ClientConfig {
  readonly profile?: string;
  readonly disableRequestCompression?: Setting<boolean>;
  readonly requestMinCompressionSizeBytes?: Setting<number>;
}

/**
 * A client that knows a setting makes a function of it. A client that doesn't know it, such as one that shares its
 * configuration with CloudWatch's, keeps the user's value.
 */
type Setting<Value> = Value | (() => Promise<Value>);

async function settingOf<Value extends boolean | number>(
  setting: Setting<Value> | undefined,
): Promise<Value | undefined> {
  return typeof setting === "function" ? setting() : setting;
}

/** What the SDK's own compression settings say for a client. */
export class SdkSettings {
  readonly #shared = new WeakMap<ClientLike, Promise<SharedSettings>>();

  /** `disableRequestCompression` of a client. For a client that doesn't know it, that of the environment or profile. */
  async isDisabled(client: ClientLike): Promise<boolean> {
    const { disableRequestCompression }: ClientConfig = client.config;
    return (await settingOf(disableRequestCompression)) ?? (await this.#sharedOf(client)).disabled ?? false;
  }

  /**
   * `requestMinCompressionSizeBytes`, if the user has set it. The client's configuration also contains the SDK's
   * default, which the user didn't set. So the default's value counts only if the environment or the profile has the
   * setting.
   */
  async minSize(client: ClientLike): Promise<number | undefined> {
    const { requestMinCompressionSizeBytes }: ClientConfig = client.config;
    const configured = await settingOf(requestMinCompressionSizeBytes);
    if (configured !== undefined && configured !== SDK_DEFAULT_MIN_SIZE) return configured;
    const shared = (await this.#sharedOf(client)).minSize;
    return shared === undefined ? undefined : (configured ?? shared);
  }

  /** Read once per client, as the SDK does. */
  #sharedOf(client: ClientLike): Promise<SharedSettings> {
    let shared = this.#shared.get(client);
    if (shared === undefined) {
      const { profile }: ClientConfig = client.config;
      shared = readSharedSettings(profile);
      this.#shared.set(client, shared);
    }
    return shared;
  }
}
