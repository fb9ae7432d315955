/** Older parts of event names, and the current part that each stands for. */
export type EventAliases = Readonly<Record<string, string>>;

/**
 * An event name or pattern with its first aliased part replaced by the current one:
 * `before-sign.logs.PutLogEvents` becomes `before-sign.cloudwatch-logs.PutLogEvents`. An alias may span
 * segments (`runtime.sagemaker`). botocore's `EventAliaser._alias_event_name`, which stops at the first alias
 * of the table that is found, and at one of several segments also where the name only contains its letters.
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
