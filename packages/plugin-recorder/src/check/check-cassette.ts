import { readFileSync } from "node:fs";
import {
  isSecretField,
  isSecretMember,
  loadSensitiveMembers,
  namesSecretMember,
  SecretValues,
  type SensitiveShape,
} from "@tucuxi/plugin-logger/redaction";
import { type Episode, isJsonObject, type Json } from "../cassette/episode.js";
import { bodyFile, episodesIn } from "../cassette/file.js";
import { isPlaceholder } from "../cassette/placeholder.js";
import type { ClientOperations } from "./client-operations.js";

/** Something to report about a file. */
export interface Finding {
  /** `episode 3, s3.GetObject, attempts[0].output.Body` */
  readonly place: string;
  readonly what: string;
}

/**
 * Finds what looks like a secret in a cassette, and calls that no client has.
 *
 * @throws RecorderError `INVALID_CASSETTE` for a string that isn't a cassette.
 */
export async function checkCassette(
  file: string,
  text: string,
  operations: ClientOperations,
): Promise<{ readonly found: readonly Finding[]; readonly count: number }> {
  const found: Finding[] = [];
  const sensitive = await loadSensitiveMembers();
  const episodes = episodesIn(text, file);
  for (const [index, episode] of episodes.entries()) {
    const [service = "", operation = ""] = episode.call.split(".");
    const report = (path: string, what: string): void => {
      found.push({ place: `episode ${index}, ${episode.call}${path === "" ? "" : `, ${path}`}`, what });
    };
    if ((await operations.has(service, operation)) === false) {
      report(
        "",
        `the installed @aws-sdk/client-${service} has no operation ${operation}: remove the episode, or record again`,
      );
    }
    const { input, output } = sensitive.operation(service, operation);
    const search = new Search(file, report);
    search.member(episode.params, "params", input);
    for (const [attempt, each] of episode.attempts.entries())
      searchAttempt(search, each, `attempts[${attempt}]`, output);
  }
  return { found, count: episodes.length };
}

function searchAttempt(
  search: Search,
  attempt: Episode["attempts"][number],
  path: string,
  output: SensitiveShape | undefined,
): void {
  for (const [name, part] of Object.entries(attempt as unknown as Record<string, Json>)) {
    search.member(part, `${path}.${name}`, name === "output" ? output : undefined);
  }
}

/** Access keys, private keys and JSON Web Tokens, by their form. */
const LOOKS: readonly (readonly [RegExp, string])[] = [
  [/(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Z0-9])/, "an access key id"],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----/, "a private key"],
  [/(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]*/, "a JSON Web Token"],
  [/X-Amz-Signature=[0-9a-f]{16}/i, "a presigned URL"],
];

class Search {
  readonly #file: string;
  readonly #report: (path: string, what: string) => void;
  readonly #values = new SecretValues();

  constructor(file: string, report: (path: string, what: string) => void) {
    this.#file = file;
    this.#report = report;
  }

  member(
    value: Json,
    path: string,
    sensitive: SensitiveShape | undefined,
    isSecret = false,
    name = "",
  ): void {
    const hasToBeHidden = isSecret || sensitive?.isSensitive === true || isSecretMember(name);
    if (typeof value === "string") this.#text(value, path, hasToBeHidden || isSecretField(name));
    else if (typeof value === "number" && value !== 0 && hasToBeHidden) this.#report(path, MARKED);
    else if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        this.member(item, `${path}[${index}]`, sensitive?.member(String(index)), hasToBeHidden);
      }
    } else if (isJsonObject(value)) this.#object(value, path, sensitive, hasToBeHidden, name);
  }

  #object(
    value: { readonly [name: string]: Json },
    path: string,
    sensitive: SensitiveShape | undefined,
    hasToBeHidden: boolean,
    name: string,
  ): void {
    for (const [key, content] of Object.entries(value)) {
      if (!/^\$[a-z]/.test(key)) {
        this.member(content, `${path}.${key}`, sensitive?.member(key), hasToBeHidden, key);
      } else if (key === "$file" || key === "$textFile") {
        const bytes = readFileSync(bodyFile(this.#file, String(content)));
        this.#text(bytes.toString("latin1"), `${path} (${String(content)})`, hasToBeHidden);
      } else if (key === "$base64") {
        this.#text(Buffer.from(String(content), "base64").toString("latin1"), path, hasToBeHidden);
      } else if (key === "$bytes") this.#text(String(content), path, hasToBeHidden);
      else if (key === "$set") this.member(content, path, sensitive, hasToBeHidden, name);
    }
  }

  #text(text: string, path: string, hasToBeHidden: boolean): void {
    if (text === "" || isPlaceholder(text)) return;
    const looks = LOOKS.find(([pattern]) => pattern.test(text));
    if (hasToBeHidden) this.#report(path, MARKED);
    else if (looks !== undefined) this.#report(path, `looks like ${looks[1]}`);
    else if (namesSecretMember(text, false) || this.#values.scrub(text) !== text) {
      this.#report(path, "names a secret, such as a password or a key, with a value");
    }
  }
}

const MARKED = "is secret, by the service's model or by its name, and isn't hidden";
