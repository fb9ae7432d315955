import type { RequestRow } from "../src/page/page-data.js";

/** One line of the list: a request, or a call with the number of its attempts. */
export interface ListItem {
  readonly key: string;
  /** The request that is shown: the last one of a call. */
  readonly row: RequestRow;
  /** The call that this line opens and closes, where it has more than one attempt. */
  readonly call: { readonly id: string; readonly attempts: number; readonly isOpen: boolean } | undefined;
  /** Whether it stands under its call. */
  readonly isAttempt: boolean;
}

/** The lines of the list: a call stands where its first attempt came, and its attempts below it when it is open. */
export function listItems(
  rows: ReadonlyMap<number, RequestRow>,
  isShown: (row: RequestRow) => boolean,
  openCalls: ReadonlySet<string>,
): ListItem[] {
  const calls = new Map<string, RequestRow[]>();
  for (const row of rows.values()) {
    if (row.callId === undefined) continue;
    const attempts = calls.get(row.callId);
    if (attempts === undefined) calls.set(row.callId, [row]);
    else attempts.push(row);
  }
  const items: ListItem[] = [];
  for (const row of rows.values()) {
    const attempts = row.callId === undefined ? undefined : calls.get(row.callId);
    if (attempts === undefined || attempts.length === 1 || row.callId === undefined) {
      if (isShown(row)) items.push({ key: `r${row.id}`, row, call: undefined, isAttempt: false });
      continue;
    }
    if (attempts[0] !== row || !attempts.some(isShown)) continue;
    const isOpen = openCalls.has(row.callId);
    const call = { id: row.callId, attempts: attempts.length, isOpen };
    items.push({ key: `c${row.callId}`, row: attempts.at(-1) ?? row, call, isAttempt: false });
    if (!isOpen) continue;
    for (const attempt of attempts)
      items.push({ key: `r${attempt.id}`, row: attempt, call: undefined, isAttempt: true });
  }
  return items;
}
