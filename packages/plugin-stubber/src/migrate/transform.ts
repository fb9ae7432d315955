import { Edit, type Mark } from "./edit.js";
import { beginsWithMock, isFactoryCall, isMock, type Mocks, mocksOf } from "./mocks.js";
import { isAnswer, rewriteAnswer, rewriteOn } from "./rewrite-answers.js";
import { markSpies, rewriteHistory, rewriteSpyCall } from "./rewrite-history.js";
import { rewriteMatcher, rewriteMatcherImport } from "./rewrite-matchers.js";
import { argumentsOf, isNode, methodCall, type Node, nameOf, syntaxOf, visit } from "./syntax.js";

/** A file after the codemod. */
export interface Migrated {
  /** The changed source. */
  readonly source: string;
  readonly isChanged: boolean;
  /** The places that somebody has to check by hand. Each has a comment above its line. */
  readonly marks: readonly Mark[];
}

/**
 * Rewrites a test file from aws-sdk-client-mock to this package: the mocks, their answers, what was sent, and the
 * matchers of aws-sdk-client-mock-jest and aws-sdk-client-mock-vitest.
 *
 * @throws SyntaxError for a file that isn't TypeScript or JavaScript.
 */
export function migrate(source: string, fileName: string): Migrated {
  if (!source.includes("aws-sdk-client-mock")) return { source, isChanged: false, marks: [] };
  const program = syntaxOf(source, fileName);
  const mocks = mocksOf(program);
  const edit = new Edit(source);
  const names: Names = { stub: freeName("stub", source), Stubs: freeName("Stubs", source), usesType: false };
  visit(program, (node, above) => rewrite(node, above, mocks, names, edit));
  for (const node of mocks.imports) rewriteImport(node, names, edit);
  const changed = edit.result();
  return { source: changed, isChanged: changed !== source, marks: edit.marks };
}

interface Names {
  readonly stub: string;
  readonly Stubs: string;
  usesType: boolean;
}

function rewrite(node: Node, above: readonly Node[], mocks: Mocks, names: Names, edit: Edit): void {
  rewriteMatcherImport(node, edit);
  if (rewriteType(node, mocks, names, edit)) return;
  if (isFactoryCall(node, mocks.factories) && node.type === "CallExpression")
    rewriteFactory(node, above, names, edit);
  if (rewriteSpyCall(node, edit)) return;
  if (!isRead(node, above)) markSpies(node, (object) => isMock(object, mocks), edit);
  const call = methodCall(node);
  if (call === undefined) return;
  if (!beginsWithMock(call.object, mocks)) {
    rewriteMatcher(call, edit);
    return;
  }
  if (call.name === "on" || call.name === "onAnyCommand") rewriteOn(call, edit);
  else if (isAnswer(call.name)) rewriteAnswer(call, above, mocks, edit);
  else if (isMock(call.object, mocks)) rewriteHistory(call, edit);
}

/** Whether a node is the part of `.args[0].input` that is rewritten with it. */
function isRead(node: Node, above: readonly Node[]): boolean {
  return above.slice(0, 3).some((outer) => {
    const { object, property } = outer;
    return (
      nameOf(property) === "input" && isNode(object) && object.start <= node.start && node.end <= object.end
    );
  });
}

/** `mockClient(Client)` becomes a stub that is just as lenient at first. */
function rewriteFactory(node: Node, [parent]: readonly Node[], { stub }: Names, edit: Edit): void {
  const [client, options] = argumentsOf(node);
  if (client === undefined) return;
  edit.replace(node, `${stub}(${edit.textOf(client)}, { unused: "ignore" })`);
  if (options !== undefined)
    edit.mark(node, "there are no Sinon sandboxes: take the stub off with dispose() or restore()");
  if (parent?.type === "AssignmentExpression") {
    edit.mark(
      node,
      "a client or class is stubbed once: take this stub off after each test, with dispose() or restore()",
    );
  }
}

/** `AwsClientStub<SNSClient>` */
function rewriteType(node: Node, { types }: Mocks, names: Names, edit: Edit): boolean {
  if (node.type !== "TSTypeReference" || !types.has(nameOf(node["typeName"]) ?? "")) return false;
  names.usesType = true;
  edit.replace(node, names.Stubs);
  return true;
}

function rewriteImport(node: Node, { stub, Stubs, usesType }: Names, edit: Edit): void {
  const value = stub === "stub" ? "stub" : `stub as ${stub}`;
  if (node.type === "ImportDeclaration") {
    const type = Stubs === "Stubs" ? "type Stubs" : `type Stubs as ${Stubs}`;
    const list = [...(edit.source.includes("mockClient") ? [value] : []), ...(usesType ? [type] : [])].join(
      ", ",
    );
    const end = edit.textOf(node).endsWith(";") ? ";" : "";
    const quote = edit.textOf(node).includes("'") ? "'" : '"';
    edit.replace(node, `import { ${list} } from ${quote}@tucuxi/plugin-stubber${quote}${end}`);
    return;
  }
  const required = stub === "stub" ? "stub" : `stub: ${stub}`;
  edit.replace(node, `{ ${required} } = require("@tucuxi/plugin-stubber")`);
}

/** A name that the file doesn't use yet. */
function freeName(name: string, source: string): string {
  if (!new RegExp(`\\b${name}\\b`).test(source)) return name;
  return name === "stub" ? "stubClient" : "ClientStubs";
}
