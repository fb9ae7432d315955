import type { CopiedText, CopyFormat, RequestDetail } from "../src/page/page-data.js";

/** Asks the inspector, with the cookie that the page has. @throws Error with the inspector's own words */
async function call<Value>(path: string, input?: object): Promise<Value> {
  const response = await fetch(`api/${path}`, {
    credentials: "same-origin",
    ...(input === undefined
      ? {}
      : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(input) }),
  });
  const text = await response.text();
  if (response.status === 403)
    throw new Error("The inspector was started anew. Open the address that it printed.");
  const value = JSON.parse(text);
  if (!response.ok) throw new Error(String(value.error));
  return value;
}

export function loadDetail(id: number, reveal: boolean): Promise<RequestDetail> {
  return call(`requests/${id}${reveal ? "?reveal=1" : ""}`);
}

export function loadCopy(id: number, format: CopyFormat): Promise<CopiedText> {
  return call(`requests/${id}/copy?as=${format}`);
}

/** The requests that contain a text, from one on. */
export function search(text: string, from: number): Promise<number[]> {
  return call(`search?text=${encodeURIComponent(text)}&from=${from}`);
}

export function clearRequests(keep: readonly number[]): Promise<object> {
  return call("clear", { keep });
}

export function setAnswer(
  answer: { operation: string; step: string } | { operation: string; output: unknown },
): Promise<object> {
  return call("answers", answer);
}
