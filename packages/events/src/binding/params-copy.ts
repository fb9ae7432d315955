/**
 * Copies a call's parameters for handlers that change them, at any depth. It copies plain objects, arrays, sets and
 * maps. Everything else is the caller's own: bodies and streams, bytes, dates, class instances.
 */
export function copyOfParams(params: object): object {
  return withCopiedMembers({ ...params });
}

function copyOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(copyOf);
  switch (Object.getPrototypeOf(value)) {
    case Object.prototype:
    case null:
      return withCopiedMembers({ ...value });
    // A document client accepts both as values.
    case Set.prototype:
      return new Set(value as Set<unknown>);
    case Map.prototype:
      return new Map([...(value as Map<unknown, unknown>)].map(([key, member]) => [key, copyOf(member)]));
    default:
      return value;
  }
}

function withCopiedMembers(copy: Record<string, unknown>): object {
  for (const name in copy) {
    const member = copy[name];
    if (typeof member === "object") copy[name] = copyOf(member);
  }
  return copy;
}
