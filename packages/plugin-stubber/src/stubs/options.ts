import { checkOptions, type OptionCheck } from "@tucuxi/events/plugin";

/** The options of `stub()`. */
export interface StubOptions {
  /**
   * Whether stubs that were never used are an error when they are removed.
   *
   * @default "error"
   */
  readonly unused?: "error" | "ignore" | undefined;
  /**
   * Whether parameters that contradict the service's model are an error: unknown members, wrong types, missing required
   * members.
   *
   * @default "error"
   */
  readonly params?: "error" | "ignore" | undefined;
}

const ERROR_OR_IGNORE: OptionCheck = [
  '"error" or "ignore"',
  (value) => value === "error" || value === "ignore",
];

const CHECKS: Readonly<Record<keyof StubOptions, OptionCheck>> = {
  unused: ERROR_OR_IGNORE,
  params: ERROR_OR_IGNORE,
};

/** @throws RegistrationError `UNKNOWN_OPTION` or `INVALID_OPTION` */
export function checkedOptions(options: StubOptions): Required<StubOptions> {
  checkOptions("stub()", options, CHECKS);
  return { unused: options.unused ?? "error", params: options.params ?? "error" };
}
