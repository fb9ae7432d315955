#!/usr/bin/env node
import { runCommand } from "./migrate/command.js";

// If the reader stops early (`... | head`), end without a stack trace.
process.stdout.on("error", () => process.exit(0));

void runCommand(process.argv.slice(2), process).then((code) => {
  process.exitCode = code;
});
