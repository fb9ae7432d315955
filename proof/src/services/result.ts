/** What was found out about a service. */
export interface ServiceResult {
  readonly name: string;
  readonly version: string;
  readonly protocol: string;
  /** Whether botocore has the service, and so says what its events are called. */
  readonly isInBotocore: boolean;
  readonly operations: number;
  readonly calls: number;
  readonly comparisons: number;
  readonly requests: number;
  /** Operations of which the SDK itself refuses what was generated, so that nothing was sent. */
  readonly unsent: readonly string[];
  /** Operations whose full output did not come back with every member, so that less was compared. */
  readonly partial: readonly string[];
  readonly differences: Differences;
}

/** Differences by cause: the place where they are, without its numbers. */
export type Differences = Readonly<Record<string, { readonly count: number; readonly example: string }>>;

/** A list of differences, to be added to: each is `cause: what was found`. */
export function noDifferences(): { readonly found: Differences; add(text: string, where?: string): void } {
  const found: Record<string, { count: number; example: string }> = {};
  return {
    found,
    add(text, where) {
      const cause = text.split(":")[0]?.replace(/\.\d+/g, "") ?? text;
      const known = found[cause];
      if (known !== undefined) known.count++;
      else found[cause] = { count: 1, example: where === undefined ? text : `${where}: ${text}` };
    },
  };
}
