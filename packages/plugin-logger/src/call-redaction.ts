import type { ClientLike, HttpRequest, OperationModel } from "@tucuxi/events";
import { errorRecord, type HiddenInMessage } from "./error-record.js";
import type { ErrorRecord } from "./records.js";
import { type RedactedMembers, redactMembers } from "./redact-members.js";
import type { RedactRules } from "./redact-rules.js";
import { isDigest, isSecretField, MASK } from "./secret-names.js";
import { Secrets } from "./secrets.js";
import { type SensitiveError, sensitiveError } from "./sensitive-error.js";

/** Hides what is secret in one call. Each method throws what a getter or a broken value throws: then show nothing. */
export class CallRedaction {
  readonly #client: ClientLike;
  readonly #model: OperationModel;
  readonly #rules: RedactRules;
  readonly #maxLength: number;
  readonly #report: (error: unknown) => void;
  readonly #secrets = new Secrets();
  #input: RedactedMembers | undefined;

  constructor(
    client: ClientLike,
    model: OperationModel,
    rules: RedactRules,
    maxLength: number,
    report: (error: unknown) => void,
  ) {
    this.#client = client;
    this.#model = model;
    this.#rules = rules;
    this.#maxLength = maxLength;
    this.#report = report;
  }

  /** The call's parameters; their secrets are from now on hidden wherever they are. Done once for a call. */
  input(params: object): RedactedMembers {
    this.#input ??= this.#members("input", params, this.#model.redactInput(params));
    return this.#input;
  }

  /** The call's output; its secrets are from now on hidden wherever they are. */
  output(parsed: object): RedactedMembers {
    return this.#members("output", parsed, this.#model.redactOutput(parsed));
  }

  /** Learns what is secret in a request that was sent: services quote it when they refuse it. */
  learn(request: HttpRequest): void {
    for (const [name, value] of Object.entries(request.headers)) {
      if (!this.#isSecret("headers", name, value)) continue;
      this.#secrets.add(value);
      const [, credential] = /(?:Signature=|^Bearer |^Basic )([^\s,]+)/i.exec(value) ?? [];
      this.#secrets.add(credential);
    }
    for (const [name, value] of Object.entries(request.query)) {
      if (value !== null && this.#isSecret("query", name, value)) this.#secrets.add(value);
    }
  }

  /** @param hideDigests The body has something secret in it. */
  headers(headers: Readonly<Record<string, string>>, hideDigests: boolean): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [
        name,
        this.#isSecret("headers", name, value) || (hideDigests && isDigest(name))
          ? MASK
          : this.text(String(value)),
      ]),
    );
  }

  url(request: HttpRequest): string {
    const { protocol, path, query } = request;
    const plainPath = decoded(path);
    const shownPath = this.text(plainPath);
    const shownQuery = Object.entries(query).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => {
        if (each === null) return encodeURIComponent(name);
        if (this.#isSecret("query", name, each)) return `${encodeURIComponent(name)}=${MASK}`;
        const shown = this.text(each);
        return `${encodeURIComponent(name)}=${shown === each ? encodeURIComponent(each) : shown}`;
      }),
    );
    const search = shownQuery.length === 0 ? "" : `?${shownQuery.join("&")}`;
    return `${protocol}//${this.text(hostOf(request))}${shownPath === plainPath ? path : shownPath}${search}`;
  }

  /** Any text, without the secrets known so far. */
  text(text: string): string {
    return this.#secrets.scrub(text);
  }

  /**
   * An error of the call. Its message may quote the call's secrets; where these cannot be told, it is hidden.
   *
   * @param unparsed A response came, but could not be parsed: what is secret in it is not known.
   */
  error(error: unknown, params: object, request: HttpRequest | undefined, unparsed: boolean): ErrorRecord {
    let hidden: HiddenInMessage = unparsed ? "quotes" : "secrets";
    try {
      this.input(params);
      if (request !== undefined) this.learn(request);
      if (this.sensitive(error).message) hidden = "all";
    } catch (failure) {
      hidden = "all";
      this.#report(failure);
    }
    try {
      return errorRecord(error, this.#secrets, hidden);
    } catch (failure) {
      this.#report(failure);
      return { name: "Error", message: MASK };
    }
  }

  /** What the service's model marks sensitive in an error. */
  sensitive(error: unknown): SensitiveError {
    return sensitiveError(this.#client, error);
  }

  #members(root: "input" | "output", original: object, filtered: unknown): RedactedMembers {
    return redactMembers(root, original, filtered, {
      rules: this.#rules,
      secrets: this.#secrets,
      report: this.#report,
      maxLength: this.#maxLength,
    });
  }

  #isSecret(root: "headers" | "query", name: string, value: unknown): boolean {
    const key = root === "headers" ? name.toLowerCase() : name;
    return isSecretField(name) || this.#rules.hide([root, key], value, this.#report);
  }
}

/** A request's host, with the port if it is not the protocol's own. */
export function hostOf({ hostname, port }: HttpRequest): string {
  return port === undefined ? hostname : `${hostname}:${port}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
