import { isJsonObject, type Json } from "./episode.js";

/**
 * Whether parameters equal those in the file, apart from what is hidden there. A value may have become known as a
 * secret only after the call that contains it, so a replay can't hide it before it looks.
 */
export function fitsRedacted(here: Json | undefined, there: Json | undefined): boolean {
  if (typeof there === "string") return typeof here === "string" && fitsText(here, there);
  if (Array.isArray(there)) {
    return (
      Array.isArray(here) &&
      here.length === there.length &&
      there.every((item: Json, index) => fitsRedacted(here[index] as Json | undefined, item))
    );
  }
  if (!isJsonObject(there)) return here === there;
  if (!isJsonObject(here)) return false;
  const names = Object.keys(there);
  return (
    Object.keys(here).length === names.length && names.every((name) => fitsRedacted(here[name], there[name]))
  );
}

/** Each placeholder matches any string. */
function fitsText(here: string, there: string): boolean {
  const [first = "", ...parts] = there.split(/\[redacted-*\]/);
  const last = parts.pop();
  if (last === undefined) return here === there;
  if (!here.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts) {
    const found = here.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return here.length - last.length >= at && here.endsWith(last);
}
