import type { Edit } from "./edit.js";
import { matchArguments } from "./rewrite-answers.js";
import { bare, isNode, type MethodCall, methodCall, type Node, nameOf } from "./syntax.js";

const RENAMED: Readonly<Record<string, string>> = {
  reset: "reset",
  resetHistory: "clearCalls",
  restore: "restore",
};

/**
 * Rewrites `calls()`, `call(n)`, `commandCalls(Command)`, `reset()`, `resetHistory()` and `restore()`. Returns whether
 * the call is one of them.
 */
export function rewriteHistory({ node, property, name, args }: MethodCall, edit: Edit): boolean {
  const [first, ...others] = args;
  const whole = { start: property.start, end: node.end };
  if (Object.hasOwn(RENAMED, name)) edit.replace(property, RENAMED[name] ?? name);
  else if (name === "calls") edit.replace(whole, "calls");
  else if (name === "call" && first !== undefined) {
    edit.replace({ start: property.start, end: first.start }, "calls[");
    edit.replace({ start: first.end, end: node.end }, "]");
  } else if (name === "commandCalls" && first !== undefined) {
    edit.replace(property, "callsOf");
    const [from, to] = [others[0], others.at(-1)];
    if (from !== undefined && to !== undefined) {
      edit.replace({ start: from.start, end: to.end }, matchArguments(others, edit).join(", "));
    }
  } else return false;
  return true;
}

/** Rewrites what is read from a call: `.args[0].input`, `.firstArg.input`. Returns whether the node is that. */
export function rewriteSpyCall(node: Node, edit: Edit): boolean {
  const { object, property } = node;
  if (node.type !== "MemberExpression" && node.type !== "OptionalMemberExpression") return false;
  if (nameOf(property) !== "input" || !isNode(object)) return false;
  const call = callOf(bare(object));
  if (call === undefined) return false;
  const isOptional = edit.source.startsWith("?.", call.end) || node["optional"] === true;
  edit.replace({ start: call.end, end: node.end }, isOptional ? "?.params" : ".params");
  return true;
}

/** The spy's call that a command is taken from: `call` of `call.args[0]`. */
function callOf(command: Node): Node | undefined {
  const { object, property } = command;
  if (!isNode(object)) return undefined;
  const isFirst = isNode(property) && property["value"] === 0;
  if (isFirst && nameOf(object["property"]) === "args" && isNode(object["object"])) return object["object"];
  const name = nameOf(property);
  return name === "firstArg" || name === "lastArg" ? object : undefined;
}

const SINON = "this reads Sinon's spy: calls have params, output, error and attempts";

/** Marks other uses of a mock's spies. */
export function markSpies(node: Node, isOnMock: (node: Node) => boolean, edit: Edit): void {
  const { object, property } = node;
  if (node.type !== "MemberExpression" || !isNode(object)) return;
  const name = nameOf(property);
  if (name === "send" && isOnMock(object)) {
    edit.mark(node, "there is no Sinon stub of send: use calls, callsOf() and the matchers");
  }
  const call = methodCall(indexed(object));
  const isCall =
    call !== undefined && /^(?:call|calls|commandCalls)$/.test(call.name) && isOnMock(call.object);
  if (isCall && /^(?:args|firstArg|lastArg|returnValue|exception|callId|thisValue)$/.test(name ?? ""))
    edit.mark(node, SINON);
}

/** `calls()` of `calls()[0]`. */
function indexed(node: Node): Node {
  const { object } = node;
  return node.type === "MemberExpression" && node["computed"] === true && isNode(object) ? object : node;
}
