/** What a logger writes about the compared calls. */
export interface LoggerComparison {
  readonly name: string;
  /** With its version. */
  readonly package: string;
  readonly setUp: string;
  /** By the fact that can be read. */
  readonly writes: Readonly<Record<string, boolean>>;
  readonly secrets: readonly {
    readonly call: string;
    readonly secret: string;
    readonly isShown: boolean;
  }[];
}
