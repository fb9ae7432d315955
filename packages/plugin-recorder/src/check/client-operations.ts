import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** The operations that the installed clients have. */
export class ClientOperations {
  /** The packages that weren't found. */
  readonly missing = new Set<string>();
  readonly #require: NodeJS.Require;
  readonly #known = new Map<string, ReadonlySet<string> | undefined>();

  /** @param folder Where to look for the clients. */
  constructor(folder: string) {
    this.#require = createRequire(join(folder, "package.json"));
  }

  /** Whether a service has an operation. `undefined` if its client isn't installed. */
  async has(service: string, operation: string): Promise<boolean | undefined> {
    const name = `@aws-sdk/client-${service}`;
    if (!this.#known.has(name)) this.#known.set(name, await this.#operationsOf(name));
    return this.#known.get(name)?.has(operation);
  }

  async #operationsOf(name: string): Promise<ReadonlySet<string> | undefined> {
    let path: string;
    try {
      path = this.#require.resolve(name);
    } catch {
      this.missing.add(name);
      return undefined;
    }
    const client: object = await import(pathToFileURL(path).href);
    const names =
      "default" in client && typeof client.default === "object" ? Object.keys(client.default ?? {}) : [];
    return new Set(
      [...Object.keys(client), ...names]
        .filter((key) => /^[A-Z].*Command$/.test(key))
        .map((key) => key.slice(0, -"Command".length)),
    );
  }
}
