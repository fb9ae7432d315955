/** What replaces a secret in a record. */
export const MASK = "[redacted]";
