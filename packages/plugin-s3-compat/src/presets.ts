import { S3_NEEDS, type S3Preset, STORES } from "./needs.js";
import type { S3Switches } from "./switches.js";

const NAMES = Object.keys(STORES) as S3Preset[];

/** The switches of each preset, from the table of needs. */
export const S3_PRESETS = Object.fromEntries(NAMES.map((name) => [name, presetOf(name)])) as Readonly<
  Record<S3Preset, S3Switches>
>;

/**
 * For a store with an unknown host name: everything that any store needs, except the addressing, in which stores
 * contradict each other.
 */
const ANY_STORE: S3Switches = { ...mergedNeeds(() => true), addressing: "sdk" };

/** The domains of AWS's partitions. */
const AWS_HOSTS = [
  "amazonaws.com",
  "amazonaws.com.cn",
  "amazonaws.eu",
  "api.aws",
  "api.amazonwebservices.com.cn",
  "c2s.ic.gov",
  "sc2s.sgov.gov",
  "cloud.adc-e.uk",
  "csp.hci.ic.gov",
];

/** Whether a preset has this name. */
export function isPreset(name: string): name is S3Preset {
  return Object.hasOwn(STORES, name);
}

/**
 * What `s3Compat("auto")` does for an endpoint: which store it recognizes by the host name, and which switches it sets.
 * AWS gets no switches. An unknown store gets everything that any store needs.
 *
 * @example
 * switchesFor("https://example.r2.cloudflarestorage.com"); // { store: "r2", switches: { checksums: "never", … } }
 *
 * @throws TypeError for a string that isn't a URL.
 */
export function switchesFor(endpoint: string | URL): {
  readonly store: S3Preset | "aws" | "unknown";
  readonly switches: S3Switches;
} {
  const { hostname } = new URL(endpoint);
  return { store: storeOf(hostname), switches: switchesOfHost(hostname) };
}

/** The same for the host name of a request. */
export function switchesOfHost(hostname: string): S3Switches {
  const store = storeOf(hostname);
  if (store === "aws") return {};
  if (store !== "unknown") return S3_PRESETS[store];
  // In a container network such as `minio:9000`, `bucket.minio` isn't a known name.
  return hostname.includes(".") ? ANY_STORE : { ...ANY_STORE, addressing: "path" };
}

function storeOf(hostname: string): S3Preset | "aws" | "unknown" {
  const isUnder = (domain: string) => hostname === domain || hostname.endsWith(`.${domain}`);
  if (AWS_HOSTS.some(isUnder)) return "aws";
  return NAMES.find((name) => STORES[name].hosts.some(isUnder)) ?? "unknown";
}

function presetOf(name: S3Preset): S3Switches {
  return mergedNeeds((stores) => name in stores);
}

function mergedNeeds(isMeant: (stores: object) => boolean): S3Switches {
  const needs = S3_NEEDS.filter(({ stores }) => isMeant(stores) && Object.keys(stores).length > 0);
  return Object.assign({}, ...needs.map(({ set }) => set));
}
