import type { ClientLike, HttpRequest, OperationModel } from "@tucuxi/events";
import { errorRecord, type HiddenInMessage } from "./records/error-record.js";
import type { ErrorRecord } from "./records/records.js";
import { redactHeader, secretsInHeader } from "./redaction/headers.js";
import { MASK } from "./redaction/mask.js";
import { type RedactedMembers, redactMembers } from "./redaction/redact-members.js";
import type { RedactRules } from "./redaction/redact-rules.js";
import { isDigest, isSecretField } from "./redaction/secret-names.js";
import { SecretValues } from "./redaction/secret-values.js";
import { sensitiveErrorMembers } from "./redaction/sensitive-error.js";
import {
  loadedSensitiveMembers,
  loadSensitiveMembers,
  type SensitiveMembers,
  type SensitiveOperation,
  type SensitiveShape,
} from "./redaction/sensitive-members.js";

/** Hides what is secret in one call. Each method throws what a getter or a broken value throws: then show nothing. */
export class CallRedaction {
  readonly #client: ClientLike;
  readonly #model: OperationModel;
  readonly #rules: RedactRules;
  readonly #maxLength: number;
  readonly #report: (error: unknown) => void;
  readonly #values = new SecretValues();
  readonly #learned = new WeakSet<HttpRequest>();
  #sensitive: SensitiveOperation | undefined;
  #input: RedactedMembers | undefined;
  /** The last attempt's. */
  #output: { readonly parsed: object; readonly members: RedactedMembers } | undefined;

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

  /** Loads what is needed to tell what is secret. What fails in that is reported, and then nothing is shown. */
  prepare(): Promise<void> | undefined {
    const members = loadedSensitiveMembers();
    if (members === undefined)
      return loadSensitiveMembers().then((loaded) => this.#use(loaded), this.#report);
    this.#use(members);
    return undefined;
  }

  /** The call's parameters; their secrets are from now on hidden wherever they are. Done once for a call. */
  input(params: object): RedactedMembers {
    this.#input ??= this.#members("input", params, this.#model.redactInput(params), this.#known().input);
    return this.#input;
  }

  /** The call's output; its secrets are from now on hidden wherever they are. */
  output(parsed: object): RedactedMembers {
    if (this.#output?.parsed !== parsed) {
      const filtered = this.#model.redactOutput(parsed);
      this.#output = { parsed, members: this.#members("output", parsed, filtered, this.#known().output) };
    }
    return this.#output.members;
  }

  /** Learns what is secret in a request that was sent: services quote it when they refuse it. */
  learn(request: HttpRequest): void {
    if (this.#learned.has(request)) return;
    this.#learned.add(request);
    for (const [name, value] of Object.entries(request.headers)) {
      if (!this.#isSecret("headers", name, value)) continue;
      for (const secret of secretsInHeader(String(value))) this.#values.add(secret);
    }
    for (const [name, value] of Object.entries(request.query)) {
      if (value !== null && this.#isSecret("query", name, value)) this.#values.add(value);
    }
  }

  /** @param hideDigests The body has something secret in it. */
  headers(headers: Readonly<Record<string, string>>, hideDigests: boolean): Record<string, string> {
    const entries = Object.entries(headers).map(([name, value]): [string, string] => {
      if (this.#rules.hide(["headers", name.toLowerCase()], value, this.#report)) return [name, MASK];
      if (hideDigests && isDigest(name)) return [name, MASK];
      return [name, isSecretField(name) ? redactHeader(String(value)) : String(value)];
    });
    const { texts } = this.#values.scrubAll(entries.map(([, value]) => value));
    return Object.fromEntries(entries.map(([name], index) => [name, texts[index] ?? MASK]));
  }

  url(request: HttpRequest): string {
    const { protocol, path, query } = request;
    const parameters = Object.entries(query).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((each) => {
        if (each === null) return encodeURIComponent(name);
        return `${encodeURIComponent(name)}=${this.#isSecret("query", name, each) ? MASK : encodeURIComponent(each)}`;
      }),
    );
    const search = parameters.length === 0 ? "" : `?${parameters.join("&")}`;
    return this.#values.scrub(`${protocol}//${hostOf(request)}${path}${search}`);
  }

  /**
   * The text of a body without the secrets known so far; `undefined` if it is not to be shown, since it names a secret that
   * may not be among them.
   *
   * @param isOpen It was cut off at its end.
   */
  body(text: string, isOpen: boolean): string | undefined {
    return this.#values.scrubBody(text, false, isOpen)?.texts[0];
  }

  /** How many bytes of a body that is no text may be shown: none, if there is or may be a secret in them. */
  showableBytes(letters: string, isOpen: boolean): number {
    const [shown = ""] = this.#values.scrubBody(letters, true, isOpen)?.texts ?? [];
    return letters.startsWith(shown) ? shown.length : 0;
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
      if (this.sensitiveMembers(error).includes("message")) hidden = "all";
    } catch (failure) {
      hidden = "all";
      this.#report(failure);
    }
    try {
      return errorRecord(error, this.#values, hidden);
    } catch (failure) {
      this.#report(failure);
      return { name: "Error", message: MASK };
    }
  }

  /** The members of an error that the service's model marks sensitive; they are from now on hidden wherever they are. */
  sensitiveMembers(error: unknown): readonly string[] {
    const members = sensitiveErrorMembers(this.#client, error, this.#known());
    for (const member of members) {
      if (member !== "message") this.#values.add((error as Readonly<Record<string, unknown>>)[member]);
    }
    return members;
  }

  #use(members: SensitiveMembers): void {
    this.#sensitive ??= members.operation(this.#model.serviceName, this.#model.name);
  }

  #known(): SensitiveOperation {
    if (this.#sensitive === undefined) throw new Error("the list of sensitive members could not be loaded");
    return this.#sensitive;
  }

  #members(
    root: "input" | "output",
    original: object,
    filtered: unknown,
    sensitive: SensitiveShape | undefined,
  ): RedactedMembers {
    return redactMembers(root, original, filtered, {
      rules: this.#rules,
      values: this.#values,
      sensitive,
      report: this.#report,
      maxLength: this.#maxLength,
    });
  }

  #isSecret(root: "headers" | "query", name: string, value: unknown): boolean {
    if (isSecretField(name)) return true;
    if (this.#rules.areNone) return false;
    return this.#rules.hide([root, root === "headers" ? name.toLowerCase() : name], value, this.#report);
  }
}

/** A request's host, with the port if it is not the protocol's own. */
export function hostOf({ hostname, port }: HttpRequest): string {
  return port === undefined ? hostname : `${hostname}:${port}`;
}
