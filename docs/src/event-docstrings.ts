import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { EventType } from "@tucuxi/events";
import ts from "typescript";

const payloads = fileURLToPath(new URL("../../packages/events/src/catalogue/payloads.ts", import.meta.url));

/** A member of an event's payload, from its declaration. */
export interface PayloadMember {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** An event's docstring in `payloads.ts`. */
export interface EventDocstring {
  readonly text: string;
  readonly members: readonly PayloadMember[];
  /** What a returned value does, or `undefined` if the event ignores it. */
  readonly returned: string | undefined;
}

/** The docstrings of the events, by type. @throws if an event or a member has none. */
export function eventDocstrings(): ReadonlyMap<EventType, EventDocstring> {
  const source = ts.createSourceFile(payloads, readFileSync(payloads, "utf8"), ts.ScriptTarget.Latest, true);
  const interfaces = new Map(
    source.statements.filter(ts.isInterfaceDeclaration).map((statement) => [statement.name.text, statement]),
  );
  const returned = new Map(
    propertiesOf(interfaces.get("EventResponses")).map((member) => [nameOf(member), docstringOf(member)]),
  );
  /** The interfaces that type parameters default to. For example, `Context` is a `CallContext`. */
  const defaults = new Map(
    interfaces
      .get("EventPayloads")
      ?.typeParameters?.map(({ name, default: type }) => [name.text, type?.getText(source) ?? ""]),
  );
  const membersOf = (event: ts.PropertySignature): PayloadMember[] =>
    propertiesOf(event.type).map((member) => {
      const written = member.type?.getText(source).replaceAll(/\s+/g, " ") ?? "";
      const byDefault = defaults.get(written) ?? "";
      const type = interfaces.has(byDefault) ? byDefault : written;
      // Members that all events share are documented at the declaration of their type.
      const declaration = interfaces.get(type);
      const text = docstringOf(member) ?? firstSentence(declaration && docstringOf(declaration));
      if (text === undefined) throw new Error(`${nameOf(event)}: ${nameOf(member)} has no docstring`);
      return { name: nameOf(member), type, text };
    });
  return new Map(
    propertiesOf(interfaces.get("EventPayloads")).map((event) => {
      const text = docstringOf(event);
      if (text === undefined) throw new Error(`${nameOf(event)} has no docstring`);
      const docstring = { text, members: membersOf(event), returned: returned.get(nameOf(event)) };
      return [nameOf(event) as EventType, docstring];
    }),
  );
}

function propertiesOf(node: ts.Node | undefined): ts.PropertySignature[] {
  if (node === undefined || !(ts.isInterfaceDeclaration(node) || ts.isTypeLiteralNode(node))) {
    throw new Error(`payloads.ts declares no properties at ${node?.getText().slice(0, 80)}`);
  }
  return node.members.filter(ts.isPropertySignature);
}

function nameOf({ name }: ts.PropertySignature): string {
  return ts.isStringLiteral(name) || ts.isIdentifier(name) ? name.text : name.getText();
}

function docstringOf(node: ts.Node): string | undefined {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  return ts.getTextOfJSDocComment(comment?.comment)?.replaceAll(/\s+/g, " ").trim();
}

function firstSentence(text: string | undefined): string | undefined {
  return text?.match(/^.*?[.:](?= |$)/)?.[0].replace(/:$/, ".");
}
