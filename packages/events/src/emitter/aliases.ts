/** Older parts of event names, each with its current name. */
export type EventAliases = Readonly<Record<string, string>>;

/**
 * Replaces the first alias in an event name or pattern: `before-sign.logs.PutLogEvents` becomes
 * `before-sign.cloudwatch-logs.PutLogEvents`. An alias can span segments (`runtime.sagemaker`).
 *
 * Follows botocore's `EventAliaser._alias_event_name`. That stops at the first alias found, and also at an alias of several
 * segments if the name merely contains its characters.
 */
export function canonicalName(name: string, aliases: EventAliases): string {
  const segments = name.split(".");
  for (const [alias, current] of Object.entries(aliases)) {
    if (!name.includes(alias)) continue;
    const old = alias.split(".");
    const at = segments.findIndex((_, start) =>
      old.every((part, offset) => segments[start + offset] === part),
    );
    if (at >= 0) {
      segments.splice(at, old.length, current);
      return segments.join(".");
    }
    if (old.length > 1) return name;
  }
  return name;
}
