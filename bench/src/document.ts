/** Makes the tables of the performance page anew from the recorded run: `node --import tsx bench/src/document.ts`. */
import { readFileSync, writeFileSync } from "node:fs";
import { PAGE, recordedResults } from "./documented.js";
import { withTables } from "./markdown.js";

writeFileSync(PAGE, withTables(readFileSync(PAGE, "utf8"), recordedResults()));
