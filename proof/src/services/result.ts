/** The results for a service. */
export interface ServiceResult {
  readonly name: string;
  readonly version: string;
  readonly protocol: string;
  /** Whether botocore has the service, and so its event names. */
  readonly isInBotocore: boolean;
  readonly operations: number;
  readonly calls: number;
  readonly comparisons: number;
  readonly requests: number;
  /** Operations for which nothing was sent, because the SDK itself rejected the generated input. */
  readonly unsent: readonly string[];
  /** Operations whose full output came back without some members, so that less was compared. */
  readonly partial: readonly string[];
  readonly differences: Differences;
}

/** Differences by cause, which is their place without its numbers. */
export type Differences = Readonly<Record<string, { readonly count: number; readonly example: string }>>;

/** Collects differences, each given as `cause: what was found`. */
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
