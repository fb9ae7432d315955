import type { ClientLike, HttpRequest, HttpResponse, OperationModel } from "@tucuxi/events";
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

type Headers = Readonly<Record<string, string>>;

/** The rest of such a header's name is a key of S3's `Metadata`. */
const METADATA = /^x-amz-meta-/i;

/** What was sent, and what was received if anything was. */
interface Exchange {
  readonly request: HttpRequest;
  readonly response?: HttpResponse | undefined;
}

/**
 * Hides the secrets of one call. If a getter or a broken value throws, the method throws that too. Then show nothing.
 */
export class CallRedaction {
  readonly #client: ClientLike;
  readonly #model: OperationModel;
  readonly #rules: RedactRules;
  readonly #maxLength: number;
  readonly #report: (error: unknown) => void;
  readonly #values = new SecretValues();
  /** The request whose secrets were learned last. */
  #learned: HttpRequest | undefined;
  #sensitive: SensitiveOperation | undefined;
  #input: RedactedMembers | undefined;
  /** The last attempt's output. */
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

  /** Loads what is needed to recognize secrets. If that fails, it's reported and nothing is shown. */
  prepare(): Promise<void> | undefined {
    const members = loadedSensitiveMembers();
    if (members === undefined)
      return loadSensitiveMembers().then((loaded) => this.#use(loaded), this.#report);
    this.#use(members);
    return undefined;
  }

  /** The call's parameters. From now on their secrets are hidden wherever they occur. Done once per call. */
  input(params: object): RedactedMembers {
    this.#input ??= this.#members("input", params, this.#model.redactInput(params), this.#known().input);
    return this.#input;
  }

  /** The call's output. From now on its secrets are hidden wherever they occur. */
  output(parsed: object): RedactedMembers {
    if (this.#output?.parsed !== parsed) {
      const filtered = this.#model.redactOutput(parsed);
      this.#output = { parsed, members: this.#members("output", parsed, filtered, this.#known().output) };
    }
    return this.#output.members;
  }

  /** Learns the secrets in a request that was sent, since services quote them when they refuse it. */
  learn(request: HttpRequest): void {
    if (this.#learned === request) return;
    this.#learned = request;
    this.learnHeaders(request.headers);
    for (const [name, value] of Object.entries(request.query)) {
      if (value !== null && this.#isSecret("query", name, value)) this.#values.add(value);
    }
  }

  /** Learns the secrets in the headers of a request or a response. */
  learnHeaders(headers: Headers): void {
    for (const [name, value] of Object.entries(headers)) {
      if (!this.#isSecret("headers", name, value)) continue;
      for (const secret of secretsInHeader(String(value))) this.#values.add(secret);
    }
  }

  /** @param hideDigests The body contains a secret. */
  headers(headers: Headers, hideDigests: boolean): Record<string, string> {
    const entries = Object.entries(headers).map(([name, value]): [string, string] => {
      if (this.#rules.hide(["headers", name.toLowerCase()], value, this.#report)) return [name, MASK];
      if (hideDigests && isDigest(name)) return [name, MASK];
      return [name, isSecretField(name) ? redactHeader(String(value)) : String(value)];
    });
    const { texts } = this.#values.scrubAll(
      entries.flatMap(([name, value]) => [METADATA.test(name) ? name : "", value]),
    );
    return Object.fromEntries(
      entries.map(([name], index) => [texts[2 * index] || name, texts[2 * index + 1] ?? MASK]),
    );
  }

  /** The host of a request. Asks the user's rules only if it contains a parameter, such as a bucket's name. */
  host(request: HttpRequest, params: object): string {
    const host = hostOf(request);
    if (this.#rules.areNone) return host;
    try {
      const isNamed = Object.values(params).some(
        (value) => typeof value === "string" && host.includes(value),
      );
      if (!isNamed) return host;
      this.input(params);
      return this.#values.scrub(host);
    } catch (failure) {
      this.#report(failure);
      return MASK;
    }
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
   * The text of a body without the secrets known so far. `undefined` if it can't be shown, because it names a secret
   * that may not be among them.
   *
   * @param isOpen It was cut off at its end.
   */
  body(text: string, isOpen: boolean): string | undefined {
    return this.#values.scrubBody(text, false, isOpen)?.texts[0];
  }

  /** How many bytes of a binary body can be shown. It's 0 if they contain a secret, or may contain one. */
  showableBytes(letters: string, isOpen: boolean): number {
    const [shown = ""] = this.#values.scrubBody(letters, true, isOpen)?.texts ?? [];
    return letters.startsWith(shown) ? shown.length : 0;
  }

  /**
   * An error of the call. Its message can quote the call's secrets. If they aren't known, the message is hidden.
   *
   * @param unparsed A response arrived but couldn't be parsed, so its secrets aren't known.
   */
  error(error: unknown, params: object, attempt: Exchange | undefined, unparsed: boolean): ErrorRecord {
    let hidden: HiddenInMessage = unparsed ? "quotes" : "secrets";
    try {
      this.input(params);
      if (attempt !== undefined) this.learn(attempt.request);
      if (attempt?.response !== undefined) this.learnHeaders(attempt.response.headers);
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

  /**
   * The members of an error that the service's model marks as sensitive. From now on they are hidden wherever they
   * occur.
   */
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

/** A request's host, with the port if it isn't the protocol's default. */
function hostOf({ hostname, port }: HttpRequest): string {
  return port === undefined ? hostname : `${hostname}:${port}`;
}
