#!/usr/bin/env node
// Only for this repository, which runs from the sources; the published command is dist/cli.js.
import { tsImport } from "tsx/esm/api";

await tsImport("../src/cli.ts", import.meta.url);
