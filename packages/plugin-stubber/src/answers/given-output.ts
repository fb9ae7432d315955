/** An operation's output as a test gives it. */
export type GivenOutput = Readonly<Record<string, unknown>>;
