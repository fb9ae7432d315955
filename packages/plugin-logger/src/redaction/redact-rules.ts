import { RegistrationError } from "@tucuxi/events";

/**
 * Decides whether to hide a member. Called with each member's path and value at `trace`, for a call that failed, for a
 * presigned URL, and at `debug` if the host contains a parameter.
 * `true` hides it. A member whose rule throws is hidden.
 */
export type RedactFunction = (path: readonly string[], value: unknown) => boolean;

/** What a path of `redact` begins with. */
const ROOTS = ["input", "output", "headers", "query"] as const;

/** One of `ROOTS`, followed by names of members and indices of lists. */
export type Path = readonly [root: (typeof ROOTS)[number], ...string[]];

/** The user's own rules about what is secret. */
export class RedactRules {
  readonly #patterns: readonly (readonly string[])[];
  readonly #functions: readonly RedactFunction[];

  /**
   * @param option Where these rules come from, for messages: `["logger()", "redact"]`.
   * @throws RegistrationError `INVALID_OPTION` for a path that can't match anything.
   */
  constructor(
    rules: readonly (string | RedactFunction)[],
    option: readonly [plugin: string, name: string] = ["logger()", "redact"],
  ) {
    this.#patterns = rules.filter((rule) => typeof rule === "string").map((rule) => parsed(rule, option));
    this.#functions = rules.filter((rule) => typeof rule === "function");
  }

  /** There are no rules. */
  get areNone(): boolean {
    return this.#patterns.length === 0 && this.#functions.length === 0;
  }

  /** Whether to hide a member. `report` gets what a function threw. */
  hide(path: readonly string[], value: unknown, report: (error: unknown) => void): boolean {
    if (this.#patterns.some((pattern) => matches(pattern, path))) return true;
    return this.#functions.some((rule) => {
      try {
        return rule(path, value);
      } catch (error) {
        report(error);
        return true;
      }
    });
  }
}

function parsed(path: string, [plugin, option]: readonly [string, string]): readonly string[] {
  const [root = "", ...rest] = path.split(".");
  const known = root === "*" || root === "**" || ROOTS.some((name) => name === root);
  if (!known || (root !== "**" && rest.length === 0) || rest.includes("")) {
    throw new RegistrationError(
      "INVALID_OPTION",
      `${plugin}: the path "${path}" in ${option} matches nothing. Write one such as "input.Item.ssn", "output.Users.*.Email", "headers.x-tenant" or "**.Email", which begins with ${ROOTS.join(", ")}, * or **`,
    );
  }
  // Header names are in lower case.
  return root === "headers" ? [root, ...rest.map((segment) => segment.toLowerCase())] : [root, ...rest];
}

/** `*` is one name, `**` any number of names, including none. */
function matches(pattern: readonly string[], path: readonly string[]): boolean {
  let at = 0;
  /** The last `**` so far, and where what follows it is tried. The earlier ones need no other try. */
  let any: { readonly at: number; from: number } | undefined;
  for (let from = 0; from < path.length; ) {
    const segment = pattern[at];
    if (segment === "**") {
      any = { at: ++at, from };
    } else if (segment !== undefined && (segment === "*" || segment === path[from])) {
      at++;
      from++;
    } else if (any !== undefined) {
      at = any.at;
      from = ++any.from;
    } else return false;
  }
  return pattern.slice(at).every((segment) => segment === "**");
}
