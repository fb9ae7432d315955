import { closeSync, fchmodSync, fstatSync, openSync, writeSync } from "node:fs";
import { InspectorError } from "../errors.js";
import { harDocument, harEntry } from "../export/har.js";
import type { InspectedRequest } from "../requests/inspected-request.js";
import { SESSION_HEADER, sessionLine } from "./session-line.js";

/** A file that requests are written to as they arrive, so nothing has to be kept in memory. */
export interface RequestFile {
  add(request: InspectedRequest): void;
  close(): void;
}

/**
 * A session, for `loadSession`, with one line for each request. Only the user can read it, since it contains secrets.
 * @throws InspectorError CANNOT_WRITE
 */
export function sessionFile(path: string): RequestFile {
  const file = open(path);
  writeSync(file, `${JSON.stringify(SESSION_HEADER)}\n`);
  return {
    add: (request) => void writeSync(file, `${sessionLine(request)}\n`),
    close: () => closeSync(file),
  };
}

/**
 * A HAR document. It's complete after each request, because the end is written again.
 * @throws InspectorError CANNOT_WRITE
 */
export function harFile(path: string): RequestFile {
  const file = open(path);
  const [head = "", end = ""] = JSON.stringify(harDocument([])).split("[]");
  let position = Buffer.byteLength(`${head}[`);
  let separator = "\n";
  writeSync(file, `${head}[]${end}\n`, 0);
  return {
    add: (request) => {
      const entry = Buffer.from(separator + JSON.stringify(harEntry(request)));
      separator = ",\n";
      writeSync(file, Buffer.concat([entry, Buffer.from(`]${end}\n`)]), 0, undefined, position);
      position += entry.length;
    },
    close: () => closeSync(file),
  };
}

function open(path: string): number {
  try {
    const file = openSync(path, "w", 0o600);
    // The mode is only for a new file.
    if (fstatSync(file).isFile()) fchmodSync(file, 0o600);
    return file;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InspectorError("CANNOT_WRITE", `${path} can't be written: ${why}`, { cause: error });
  }
}
