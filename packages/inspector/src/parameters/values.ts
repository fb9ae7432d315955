import { namesOf, type ServiceModel } from "../services/service-models.js";
import type { XmlElement } from "./xml.js";

/** Converts text from the wire to the types of the model. */
export class ValueReader {
  readonly #model: ServiceModel | undefined;
  readonly #numbers: ReadonlySet<string>;
  readonly #booleans: ReadonlySet<string>;

  constructor(model: ServiceModel | undefined) {
    this.#model = model;
    this.#numbers = namesOf(model, "numbers");
    this.#booleans = namesOf(model, "booleans");
  }

  /** The value of a member, read from a string: a number or a boolean if the model has one there. */
  scalar(member: string, text: string): unknown {
    if (this.#numbers.has(member) && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
    if (this.#booleans.has(member) && (text === "true" || text === "false")) return text === "true";
    return text;
  }

  /** The member that a name in a body stands for. */
  member(wire: string): string {
    const renamed = this.#model?.body;
    if (renamed !== undefined && Object.hasOwn(renamed, wire)) return renamed[wire] ?? wire;
    return this.#model?.lowerFirst === true ? wire.slice(0, 1).toUpperCase() + wire.slice(1) : wire;
  }

  /** The value of an XML element: an object of its children, a list, or its text. */
  element(element: XmlElement, member: string): unknown {
    if (element.children.length === 0)
      return this.scalar(member, element.text.trim() === "" ? "" : element.text);
    const item = this.#listItem(element.name);
    if (item !== undefined && item !== "") {
      return element.children.map((child) => this.element(child, member));
    }
    const value: Record<string, unknown> = Object.create(null);
    for (const child of element.children) {
      const name = this.member(child.name);
      const read = this.element(child, name);
      const before = value[name];
      if (Array.isArray(before)) before.push(read);
      else if (this.#listItem(child.name) === "") value[name] = [read];
      else value[name] = before === undefined ? read : [before, read];
    }
    return value;
  }

  /** Nested values of a JSON body by the names of their members. */
  named(value: unknown): unknown {
    if (this.#model?.lowerFirst !== true && this.#model?.body === undefined) return value;
    if (Array.isArray(value)) return value.map((item) => this.named(item));
    if (typeof value !== "object" || value === null || value instanceof Uint8Array || value instanceof Date)
      return value;
    const named: Record<string, unknown> = Object.create(null);
    for (const [name, inner] of Object.entries(value)) named[this.member(name)] = this.named(inner);
    return named;
  }

  #listItem(name: string): string | undefined {
    const lists = this.#model?.lists;
    return lists !== undefined && Object.hasOwn(lists, name) ? lists[name] : undefined;
  }
}
