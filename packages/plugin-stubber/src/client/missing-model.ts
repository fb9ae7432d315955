let hasWarned = false;

/** Warns once that nothing is checked, since a client without schemas has no model at run time. */
export function warnOfMissingModel(): void {
  if (hasWarned) return;
  hasWarned = true;
  const message =
    "@tucuxi/plugin-stubber: this client is too old to carry its service's model, so outputs and parameters aren't checked, and outputs reach your code as the test gives them. Update @aws-sdk/* to have them checked";
  const { process } = globalThis as {
    process?: { emitWarning?(message: string, type: string): void };
  };
  if (process?.emitWarning === undefined) console.warn(message);
  else process.emitWarning(message, "TucuxiWarning");
}
