/** What a logger writes of the calls that are compared. */
export interface LoggerComparison {
  readonly name: string;
  /** With its version. */
  readonly package: string;
  readonly setUp: string;
  /** By what can be read of a call. */
  readonly writes: Readonly<Record<string, boolean>>;
  readonly secrets: readonly {
    readonly call: string;
    readonly secret: string;
    readonly isShown: boolean;
  }[];
}
