import type { S3Preset } from "../src/index.js";
import type { Started } from "./processes.js";

/** A store that a package registry has, and what the operations are known to do with it. */
export interface RealStore {
  readonly name: string;
  readonly version: string;
  /** The preset that is for it, if there is one. */
  readonly preset?: S3Preset;
  /** What has to be on the machine: `npm`, `java`. A store whose tools are missing isn't run. */
  readonly tools: readonly string[];
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** The operations that fail without the plugin. */
  readonly failing: readonly string[];
  /** The operations that the store doesn't have: they fail with the plugin, too. */
  readonly missing: readonly string[];
  /** Installs the store into a folder, where it isn't there yet. */
  install(folder: string): Promise<void>;
  /** Starts it, with its data in another folder, which is empty. */
  start(at: Place): Promise<Started>;
}

export interface Place {
  readonly folder: string;
  readonly data: string;
  readonly port: number;
  /** Further free ports. */
  freePort(): Promise<number>;
}
