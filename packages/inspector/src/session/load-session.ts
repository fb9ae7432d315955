import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { InspectorError } from "../errors.js";
import type { RecordedRequest } from "../requests/recorded-request.js";
import { requestOfLine, SESSION_HEADER } from "./session-line.js";

/**
 * Reads a saved session, one request after another.
 * @throws InspectorError INVALID_SESSION for a file that can't be read or isn't a session.
 */
export async function* loadSession(file: string): AsyncGenerator<RecordedRequest> {
  let number = 0;
  try {
    for await (const line of createInterface({
      input: createReadStream(file),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1;
      if (number === 1) checkHeader(line);
      else if (line.trim() !== "") yield requestOfLine(line);
    }
    if (number === 0) throw new Error("it is empty");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const where = number > 0 ? `, line ${number}` : "";
    throw new InspectorError("INVALID_SESSION", `${file}${where} isn't a saved session: ${why}`, {
      cause: error,
    });
  }
}

function checkHeader(line: string): void {
  const { format, version }: { format?: unknown; version?: unknown } = Object(JSON.parse(line));
  if (format !== SESSION_HEADER.format) throw new Error(`it doesn't begin with "${SESSION_HEADER.format}"`);
  if (version !== SESSION_HEADER.version) {
    throw new Error(
      `it has version ${String(version)}; this inspector reads version ${SESSION_HEADER.version}`,
    );
  }
}
