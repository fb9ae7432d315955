import { parse } from "@babel/parser";

/** A node of the syntax tree, with the parts that are read here. */
export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [part: string]: unknown;
}

/** Parses a TypeScript or JavaScript file. */
export function syntaxOf(source: string, fileName: string): Node {
  const isTypeScript = /\.[cm]?tsx?$/.test(fileName);
  const hasJsx = !/\.[cm]?ts$/.test(fileName);
  const { program } = parse(source, {
    sourceType: "unambiguous",
    allowAwaitOutsideFunction: true,
    allowReturnOutsideFunction: true,
    errorRecovery: true,
    plugins: [
      ...(isTypeScript ? (["typescript", "decorators"] as const) : []),
      ...(hasJsx ? (["jsx"] as const) : []),
      "explicitResourceManagement",
    ],
  });
  return program as unknown as Node;
}

/** Visits a node and everything below it, with the nodes above it, the nearest first. */
export function visit(
  node: Node,
  see: (node: Node, above: readonly Node[]) => void,
  above: readonly Node[] = [],
): void {
  see(node, above);
  const inner = [node, ...above];
  for (const part of Object.values(node)) {
    for (const child of Array.isArray(part) ? part : [part]) if (isNode(child)) visit(child, see, inner);
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value && "end" in value;
}

/** The name of an identifier, or of a string that is used as a name. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Identifier" && typeof node["name"] === "string") return node["name"];
  return node.type === "StringLiteral" && typeof node["value"] === "string" ? node["value"] : undefined;
}

/** A call of a method, `object.name(...)`. */
export interface MethodCall {
  readonly node: Node;
  readonly object: Node;
  /** The name in it. */
  readonly property: Node;
  readonly name: string;
  readonly args: readonly Node[];
}

export function methodCall(node: unknown): MethodCall | undefined {
  if (!isNode(node) || node.type !== "CallExpression") return undefined;
  const { callee } = node;
  if (!isNode(callee) || callee.type !== "MemberExpression" || callee["computed"] === true) return undefined;
  const { object, property } = callee;
  const name = nameOf(property);
  if (!isNode(object) || !isNode(property) || name === undefined) return undefined;
  return { node, object, property, name, args: argumentsOf(node) };
}

export function argumentsOf(node: Node): readonly Node[] {
  const { arguments: args } = node;
  return Array.isArray(args) ? args.filter(isNode) : [];
}

/** An expression without TypeScript's type assertions. */
export function bare(node: Node): Node {
  const { expression } = node;
  const isTyped = /^(?:TS(?:As|Satisfies|NonNull)Expression|ParenthesizedExpression)$/.test(node.type);
  return isTyped && isNode(expression) ? bare(expression) : node;
}
