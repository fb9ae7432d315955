import type { Edit } from "./edit.js";
import { isMock, type Mocks } from "./mocks.js";
import { bare, isNode, type MethodCall, methodCall, type Node, nameOf, visit } from "./syntax.js";

const ANSWERS: Readonly<Record<string, string>> = {
  resolves: "returns",
  resolvesOnce: "returns",
  rejects: "fails",
  rejectsOnce: "fails",
  callsFake: "calls",
  callsFakeOnce: "calls",
};

/** `mock.on(Command, input, strict)`, `mock.onAnyCommand(input, strict)`. */
export function rewriteOn({ node, property, name, args }: MethodCall, edit: Edit): void {
  const [command] = args;
  const isAny = name === "onAnyCommand" || command === undefined;
  const what = isAny ? '"*.*"' : edit.textOf(command);
  const list = [what, ...matchArguments(isAny ? args : args.slice(1), edit)].join(", ");
  edit.replace({ start: property.start, end: node.end }, `on(${list})`);
}

/** The input and `strict` of a call, as parameters and `{ exact: true }`. */
export function matchArguments([input, strict]: readonly Node[], edit: Edit): string[] {
  if (input === undefined) return [];
  const params = edit.textOf(input);
  if (strict === undefined || strict["value"] === false) return [params];
  const exact = strict["value"] === true ? "true" : edit.textOf(strict);
  return [params, `{ exact: ${exact} }`];
}

/** Whether a method sets how calls are answered. */
export function isAnswer(name: string): boolean {
  return Object.hasOwn(ANSWERS, name);
}

/** `resolves`, `rejects`, `callsFake` and their `Once`. */
export function rewriteAnswer(call: MethodCall, above: readonly Node[], mocks: Mocks, edit: Edit): void {
  const { node, object, property, name, args } = call;
  const isOnce = name.endsWith("Once");
  const next = nextAnswer(node, above);
  // On the mock itself, it applies to any command.
  const on = isMock(object, mocks) ? 'on("*.*").' : "";
  edit.replace(property, `${on}${ANSWERS[name]}`);
  if (isOnce && next === undefined) edit.insertAfter(node, ".once()");
  if (!isOnce && next !== undefined) {
    edit.mark(
      property,
      `here ${ANSWERS[name]}() answers first, and then what follows it: put the one for all other calls last`,
    );
  }
  const [first] = args;
  if (ANSWERS[name] === "fails") rewriteError(call, first, edit);
  if (ANSWERS[name] === "calls" && first !== undefined) rewriteFake(first, edit);
}

/** The answer that follows in the chain, for the same calls. */
function nextAnswer(node: Node, [member, call]: readonly Node[]): MethodCall | undefined {
  const next = methodCall(call);
  return member?.type === "MemberExpression" && next?.object === node && isAnswer(next.name)
    ? next
    : undefined;
}

/** client-mock makes an `Error` of a string, of an object, and of nothing. */
function rewriteError({ node, args }: MethodCall, error: Node | undefined, edit: Edit): void {
  if (error === undefined) {
    edit.replace({ start: node.end - 1, end: node.end - 1 }, "new Error()");
    return;
  }
  const value = bare(error);
  if (value.type === "StringLiteral" || value.type === "TemplateLiteral") {
    edit.replace(error, `new Error(${edit.textOf(error)})`);
  } else if (value.type === "ObjectExpression") {
    edit.replace(error, `Object.assign(new Error(), ${edit.textOf(error)})`);
  } else if (args.length > 1) edit.mark(error, "fails() takes one error");
}

/** The second parameter of a fake returns the client. */
function rewriteFake(fake: Node, edit: Edit): void {
  const { params, body } = fake;
  const [, getClient] = Array.isArray(params) ? params.filter(isNode) : [];
  if (getClient === undefined) return;
  const name = nameOf(getClient);
  if (name === undefined || !isNode(body)) {
    edit.mark(
      fake,
      "the second parameter of the function is { client } now, and not a function that gives the client",
    );
    return;
  }
  const callee = isNode(getClient["typeAnnotation"])
    ? { start: getClient.start, end: getClient.start + name.length }
    : getClient;
  edit.replace(callee, `{ client: ${name} }`);
  visit(body, (node) => {
    if (node.type !== "CallExpression" || nameOf(node["callee"]) !== name) return;
    edit.replace(node, name);
  });
}
