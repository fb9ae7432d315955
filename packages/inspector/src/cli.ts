#!/usr/bin/env node
import { runCommand } from "./cli/command.js";

// A reader that has seen enough (`tucuxi-inspector | head`) is no reason for a stack trace.
process.stdout.on("error", () => process.exit(0));

void runCommand(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});
