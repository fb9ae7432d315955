import { nodeModule } from "./node-runtime.js";

/** The SDK's compression settings that a user made outside of the program. `undefined` for those that aren't set. */
export interface SharedSettings {
  readonly disabled: boolean | undefined;
  readonly minSize: number | undefined;
}

type Source = Readonly<Record<string, string | undefined>>;

/**
 * Reads the environment's variables, and then the profile's keys for what they leave open, as the SDK does. Only
 * clients whose service model knows compression read them (today CloudWatch's), and those can't tell a default from a
 * setting.
 *
 * @param profile The client's profile. @default the environment's `AWS_PROFILE`, or `default`
 */
export async function readSharedSettings(profile: string | undefined): Promise<SharedSettings> {
  const { process } = globalThis as { process?: { readonly env?: Source } };
  const env = process?.env ?? {};
  const disabled = toBoolean(env["AWS_DISABLE_REQUEST_COMPRESSION"]);
  const minSize = toNumber(env["AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES"]);
  if (disabled !== undefined && minSize !== undefined) return { disabled, minSize };
  const keys = await readProfile(profile ?? (env["AWS_PROFILE"] || "default"), env);
  return {
    disabled: disabled ?? toBoolean(keys["disable_request_compression"]),
    minSize: minSize ?? toNumber(keys["request_min_compression_size_bytes"]),
  };
}

/** Ignores other values, as the SDK does. */
function toBoolean(text: string | undefined): boolean | undefined {
  return text === "true" ? true : text === "false" ? false : undefined;
}

function toNumber(text: string | undefined): number | undefined {
  const number = Number.parseInt(text ?? "", 10);
  return Number.isNaN(number) ? undefined : number;
}

/** The keys of a profile. The config file takes precedence over the credentials file. */
async function readProfile(name: string, env: Source): Promise<Source> {
  const [config, credentials] = await Promise.all([
    readFile(env["AWS_CONFIG_FILE"] || "~/.aws/config"),
    readFile(env["AWS_SHARED_CREDENTIALS_FILE"] || "~/.aws/credentials"),
  ]);
  return {
    ...keysOf(credentials, (section) => section === name),
    ...keysOf(
      config,
      (section) =>
        (name === "default" && section === name) ||
        section.replace(/^profile\s+(["']?)(.*)\1$/, "profile $2") === `profile ${name}`,
    ),
  };
}

/** A file's text. Empty if it can't be read, as in the SDK. */
async function readFile(path: string): Promise<string> {
  const home = nodeModule("node:os")?.homedir() ?? "";
  const files = nodeModule("node:fs/promises");
  return (await files?.readFile(path.replace(/^~(?=\/)/, home), "utf8").catch(() => "")) ?? "";
}

function keysOf(ini: string, isWanted: (section: string) => boolean): Source {
  const keys: Record<string, string> = {};
  let wanted = false;
  for (const line of ini.split(/\r?\n/)) {
    const text = line.split(/(?:^|\s)[;#]/)[0]?.trim() ?? "";
    const section = /^\[(.*)\]$/.exec(text)?.[1];
    if (section !== undefined) wanted = isWanted(section.trim());
    const [, key, value] = /^([^=]+?)\s*=\s*(.+)$/.exec(text) ?? [];
    if (wanted && key !== undefined && value !== undefined) keys[key] = value;
  }
  return keys;
}
