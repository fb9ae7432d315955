import { argumentsOf, bare, isNode, methodCall, type Node, nameOf, visit } from "./syntax.js";

/** What a file uses of aws-sdk-client-mock. */
export interface Mocks {
  /** The local names of `mockClient`. */
  readonly factories: ReadonlySet<string>;
  /** The local names of the types of mocks: `AwsClientStub`. */
  readonly types: ReadonlySet<string>;
  /** The names of variables that are mocks. */
  readonly variables: ReadonlySet<string>;
  /** The statements that import or require it. */
  readonly imports: readonly Node[];
}

const MOCK = "aws-sdk-client-mock";
const TYPES: ReadonlySet<string> = new Set(["AwsClientStub", "AwsStub"]);

/** Finds the mocks of a file. */
export function mocksOf(program: Node): Mocks {
  const factories = new Set<string>();
  const types = new Set<string>();
  const imports: Node[] = [];
  visit(program, (node) => {
    for (const [imported, local] of importedNames(node)) {
      if (imported === "mockClient") factories.add(local);
      if (TYPES.has(imported)) types.add(local);
    }
    if (isImportOf(node, MOCK)) imports.push(node);
  });
  const variables = new Set<string>();
  visit(program, (node) => {
    const { id, init, left, right } = node;
    const [name, value] =
      node.type === "VariableDeclarator"
        ? [nameOf(id), init]
        : node.type === "AssignmentExpression"
          ? [nameOf(left), right]
          : [];
    if (name === undefined) return;
    if ((isNode(value) && isFactoryCall(value, factories)) || isTypedAsMock(id, types)) variables.add(name);
  });
  return { factories, types, variables, imports };
}

/** `mockClient(...)` */
export function isFactoryCall(node: Node, factories: ReadonlySet<string>): boolean {
  const call = bare(node);
  return call.type === "CallExpression" && factories.has(nameOf(call["callee"]) ?? "");
}

/** Whether an expression is a mock, or a chain that begins with one. */
export function beginsWithMock(node: Node, mocks: Mocks): boolean {
  const root = bare(node);
  if (isMock(root, mocks)) return true;
  const call = methodCall(root);
  return call !== undefined && beginsWithMock(call.object, mocks);
}

export function isMock(node: Node, { factories, variables }: Mocks): boolean {
  const root = bare(node);
  return variables.has(nameOf(root) ?? "") || isFactoryCall(root, factories);
}

/** The names that a statement imports from the package, or takes out of what it requires. */
function importedNames(node: Node): [imported: string, local: string][] {
  if (!isImportOf(node, MOCK)) return [];
  const list = node.type === "ImportDeclaration" ? node["specifiers"] : patternOf(node);
  if (!Array.isArray(list)) return [];
  return list.filter(isNode).flatMap(({ imported, local, key, value }) => {
    const names = [nameOf(imported) ?? nameOf(key), nameOf(local) ?? nameOf(value)];
    const [from, to] = names;
    return from === undefined || to === undefined ? [] : [[from, to] satisfies [string, string]];
  });
}

function patternOf({ id }: Node): unknown {
  return isNode(id) && id.type === "ObjectPattern" ? id["properties"] : undefined;
}

/** `import ... from "name"`, or the declarator of `const ... = require("name")`. */
function isImportOf(node: Node, name: string): boolean {
  if (node.type === "ImportDeclaration") return nameOf(node["source"]) === name;
  const { init } = node;
  if (node.type !== "VariableDeclarator" || !isNode(init) || init.type !== "CallExpression") return false;
  const [first] = argumentsOf(init);
  return nameOf(init["callee"]) === "require" && nameOf(first) === name;
}

/** `let mock: AwsClientStub<SNSClient>` */
function isTypedAsMock(id: unknown, types: ReadonlySet<string>): boolean {
  if (!isNode(id) || !isNode(id["typeAnnotation"])) return false;
  const { typeAnnotation } = id["typeAnnotation"];
  return isNode(typeAnnotation) && types.has(nameOf(typeAnnotation["typeName"]) ?? "");
}
