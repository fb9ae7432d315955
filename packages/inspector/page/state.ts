import { batch, computed, effect, signal } from "@preact/signals";
import { type ParsedFilter, parseFilter } from "../src/page/filter.js";
import type { PageMessage, RequestRow } from "../src/page/page-data.js";
import { clearRequests, search } from "./api.js";
import { type ListItem, listItems } from "./list-items.js";

/** What the inspector said of itself. */
export const inspector = signal<Extract<PageMessage, { type: "start" }> | undefined>(undefined);
/** Whether the inspector can be reached. */
export const isConnected = signal(false);
/** All requests by their ids, oldest first; replaced when something changes. */
export const rows = signal<ReadonlyMap<number, RequestRow>>(new Map());
/** While the list is paused, what comes waits here. */
const waiting: PageMessage[] = [];
export const isPaused = signal(false);
export const waitingCount = signal(0);

export const filterText = signal("");
export const filter = computed<ParsedFilter>(() => parseFilter(filterText.value));
/** Requests that have a word in their headers or bodies, by the word. */
const found = signal<ReadonlyMap<string, ReadonlySet<number>>>(new Map());

/** Calls whose attempts are shown. */
export const openCalls = signal<ReadonlySet<string>>(new Set());
/** Requests that stay when the list is cleared. */
export const kept = signal<ReadonlySet<number>>(new Set());
export const selected = signal<number | undefined>(undefined);
/** The request that the selected one is compared with. */
export const compared = signal<number | undefined>(undefined);

/** What the list shows, in order. */
export const items = computed<readonly ListItem[]>(() =>
  listItems(rows.value, (row) => filter.value.matches(row, found.value), openCalls.value),
);

export const shownCount = computed(() => {
  let count = 0;
  for (const row of rows.value.values()) if (filter.value.matches(row, found.value)) count += 1;
  return count;
});

/** A sentence for the user, that goes away. */
export const notice = signal<string | undefined>(undefined);
let noticeTimer: ReturnType<typeof setTimeout> | undefined;

export function tell(text: string): void {
  notice.value = text;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(() => {
    notice.value = undefined;
  }, 6000);
}

export function tellError(error: unknown): void {
  tell(error instanceof Error ? error.message : String(error));
}

/** Follows the inspector until the page is closed. The browser connects again by itself. */
export function follow(): void {
  const source = new EventSource("api/live");
  source.onopen = () => {
    isConnected.value = true;
  };
  source.onerror = () => {
    isConnected.value = false;
  };
  source.onmessage = ({ data }) => {
    const message: PageMessage = JSON.parse(data);
    if (!isPaused.value) return apply([message]);
    waiting.push(message);
    waitingCount.value +=
      message.type === "rows" ? message.rows.filter(({ id }) => !rows.value.has(id)).length : 0;
  };
}

function apply(messages: readonly PageMessage[]): void {
  batch(() => {
    let next: Map<number, RequestRow> | undefined;
    for (const message of messages) {
      switch (message.type) {
        case "start":
          inspector.value = message;
          break;
        case "rows":
          next ??= new Map(rows.value);
          for (const row of message.rows) next.set(row.id, row);
          break;
        case "forgotten":
          next ??= new Map(rows.value);
          for (const id of next.keys()) if (id < message.before) next.delete(id);
          break;
        case "cleared":
          next = new Map();
          break;
      }
    }
    if (next !== undefined) rows.value = next;
  });
}

export function togglePause(): void {
  isPaused.value = !isPaused.value;
  if (isPaused.value) return;
  apply(waiting.splice(0));
  waitingCount.value = 0;
}

export function clear(): void {
  clearRequests([...kept.value]).catch(tellError);
}

export function toggleKept(id: number): void {
  const next = new Set(kept.value);
  if (!next.delete(id)) next.add(id);
  kept.value = next;
}

export function toggleCall(callId: string): void {
  const next = new Set(openCalls.value);
  if (!next.delete(callId)) next.add(callId);
  openCalls.value = next;
}

/** The first request that each word has to be looked for in next. */
const unsearched = new Map<string, number>();
let isSearchDue = false;

/** The inspector looks for the filter's words in headers and bodies, a moment after they were typed or requests came. */
effect(() => {
  const isNeeded = rows.value.size > 0 && filter.value.words.some(isLongEnough);
  if (!isNeeded || isSearchDue) return;
  isSearchDue = true;
  setTimeout(lookFor, 250);
});

async function lookFor(): Promise<void> {
  isSearchDue = false;
  const known = found.peek();
  // A request without its answer is looked at again.
  const all = [...rows.peek().values()];
  const next = all.find(({ isSettled }) => !isSettled)?.id ?? (all.at(-1)?.id ?? 0) + 1;
  try {
    const results = await Promise.all(
      filter
        .peek()
        .words.filter(isLongEnough)
        .map(async (word) => {
          const before = known.get(word);
          const ids = await search(word, before === undefined ? 0 : (unsearched.get(word) ?? 0));
          unsearched.set(word, next);
          return [word, new Set([...(before ?? []), ...ids])] as const;
        }),
    );
    found.value = new Map([...found.peek(), ...results].slice(-50));
  } catch (error) {
    tellError(error);
  }
}

function isLongEnough(word: string): boolean {
  return word.length > 1;
}
