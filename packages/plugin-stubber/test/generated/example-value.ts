import type { Shape } from "../../src/model/shape.js";

/** Makes a value of a shape with all members: what a recursion leaves out is missing at its third turn. */
export class Examples {
  #count = 0;

  /** Only what the model requires, for parameters. */
  required(shape: Shape, names: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const [name, member] of shape.members) {
      if (name in names && member.kind === "string") value[name] = names[name];
      else if (shape.required.has(name)) value[name] = this.value(member, []);
    }
    return value;
  }

  value(shape: Shape, within: readonly unknown[]): unknown {
    this.#count += 1;
    switch (shape.kind) {
      case "structure":
        return this.#structure(shape, within);
      case "union":
        return this.#union(shape, within);
      case "list":
        return this.#list(shape, within);
      case "map":
        return this.#map(shape, within);
      case "string":
        return shape.traits["mediaType"] === "application/json"
          ? JSON.stringify({ n: this.#count })
          : `s ${this.#count} <&"é>`.slice(0, shape.traits.httpHeader === undefined ? undefined : 6).trim();
      case "number":
        if (shape.traits.httpResponseCode !== undefined) return 202;
        return this.#count;
      case "bigInteger":
        return BigInt(this.#count);
      case "bigDecimal":
        return this.#count + 0.5;
      case "boolean":
        return this.#count % 2 === 0;
      case "timestamp":
        return new Date(1_700_000_000_000 + this.#count * 1000);
      case "blob":
        return Uint8Array.of(this.#count % 256, 0, 255);
      case "document":
        return { list: [1, "two", null], n: this.#count };
      case "unit":
        return {};
    }
  }

  #structure(shape: Shape, within: readonly unknown[]): Record<string, unknown> {
    const value: Record<string, unknown> = {};
    for (const [name, member] of shape.members) {
      const content = this.#inner(member, shape, within);
      if (content !== undefined) value[name] = content;
    }
    return value;
  }

  /** One member: another one each time. */
  #union(shape: Shape, within: readonly unknown[]): Record<string, unknown> {
    const members = [...shape.members];
    for (let turn = 0; turn < members.length; turn++) {
      const [name, member] = members[(this.#count + turn) % members.length] ?? [];
      if (name === undefined || member === undefined) continue;
      const content = this.#inner(member, shape, within);
      if (content !== undefined) return { [name]: content };
    }
    return {};
  }

  #list(shape: Shape, within: readonly unknown[]): unknown[] {
    const { element } = shape;
    return [this.#inner(element, shape, within), this.#inner(element, shape, within)].filter(
      (item) => item !== undefined,
    );
  }

  #map(shape: Shape, within: readonly unknown[]): Record<string, unknown> {
    const content = this.#inner(shape.element, shape, within);
    return content === undefined ? {} : { [`key-${this.#count}`]: content };
  }

  #inner(shape: Shape, outer: Shape, within: readonly unknown[]): unknown {
    const path = [...within, outer.schema];
    if (path.filter((schema) => schema === shape.schema && typeof schema === "object").length > 1)
      return undefined;
    return this.value(shape, path);
  }
}
