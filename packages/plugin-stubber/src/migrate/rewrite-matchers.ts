import type { Edit } from "./edit.js";
import type { MethodCall, Node } from "./syntax.js";

/** The matchers of the packages for Jest and Vitest, without `toHaveReceived` and `toReceive`. */
const MATCHERS: Readonly<Record<string, (args: readonly string[]) => string>> = {
  AnyCommand: () => 'toHaveSent("*.*")',
  Command: ([command]) => `toHaveSent(${command})`,
  CommandExactlyOnceWith: ([command, params]) => `toHaveSentTimes(${command}, 1, ${params})`,
  CommandOnce: ([command]) => `toHaveSentTimes(${command}, 1)`,
  CommandTimes: ([command, times]) => `toHaveSentTimes(${command}, ${times})`,
  CommandWith: ([command, params]) => `toHaveSent(${command}, ${params})`,
  NthCommandWith: ([place, command, params]) =>
    `toHaveSentNth(${place}, ${command}, ${params}, { ofAll: true })`,
  NthSpecificCommandWith: ([place, command, params]) => `toHaveSentNth(${place}, ${command}, ${params})`,
};

/** `toHaveReceivedCommand(...)` and the others, with their shorter aliases. */
export function rewriteMatcher({ node, property, name, args }: MethodCall, edit: Edit): void {
  const [, matcher] =
    /^(?:toHaveReceived|toReceive)((?:Any|Last|Nth|NthSpecific)?Command\w*)$/.exec(name) ?? [];
  if (matcher === undefined) return;
  const rewritten = Object.hasOwn(MATCHERS, matcher) ? MATCHERS[matcher] : undefined;
  if (rewritten === undefined) {
    edit.mark(property, `there is no matcher like ${name}: compare the last of callsOf()`);
    return;
  }
  const texts = args.map((argument) => edit.textOf(argument));
  edit.replace({ start: property.start, end: node.end }, rewritten(texts));
}

const MATCHER_IMPORTS: Readonly<Record<string, string>> = {
  "aws-sdk-client-mock-jest": "jest",
  "aws-sdk-client-mock-jest/vitest": "vitest",
  "aws-sdk-client-mock-vitest": "vitest",
  "aws-sdk-client-mock-vitest/extend": "vitest",
};

/** The import of a matcher package, by the string that names it. */
export function rewriteMatcherImport(node: Node, edit: Edit): void {
  const { value } = node;
  if (node.type !== "StringLiteral" || typeof value !== "string") return;
  const runner = Object.hasOwn(MATCHER_IMPORTS, value) ? MATCHER_IMPORTS[value] : undefined;
  if (runner === undefined) return;
  const quote = edit.textOf(node).charAt(0);
  edit.replace(node, `${quote}@tucuxi/plugin-stubber/${runner}${quote}`);
}
