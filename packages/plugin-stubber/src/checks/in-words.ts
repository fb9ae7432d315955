/** A value and its type, for a message: `"12" is a string`, `5 is a number`, `an array`. */
export function inWords(value: unknown): string {
  switch (typeof value) {
    case "string":
      return `${JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}...` : value)} is a string`;
    case "number":
    case "bigint":
      return `${value} is a number`;
    case "boolean":
      return `${value} is a boolean`;
    case "function":
      return value.name === "" ? "is a function" : `is the function ${value.name}`;
    case "object":
      if (value === null) return "is null";
      if (Array.isArray(value)) return "is an array";
      if (value instanceof Date) {
        return Number.isNaN(value.getTime()) ? "is an invalid Date" : `${value.toISOString()} is a Date`;
      }
      return `is ${objectInWords(value)}`;
    default:
      return `is ${String(value)}`;
  }
}

function objectInWords(value: object): string {
  const name = value.constructor?.name ?? "";
  return name === "" || name === "Object" ? "an object" : `a ${name}`;
}
