import { clear, compared, items, openCalls, selected, toggleCall, toggleKept, togglePause } from "./state.js";

/** The keys, for the help. */
export const KEYS: readonly (readonly [keys: string, meaning: string])[] = [
  ["↓ or j, ↑ or k", "the next, the previous request"],
  ["Home, End", "the first, the last request"],
  ["→, ←", "open, close the attempts of a call"],
  ["/", "write a filter"],
  ["Escape", "close what is open"],
  ["m", "mark the request to compare the next one with it"],
  ["s", "keep the request when the list is cleared"],
  ["a", "answer the next call"],
  ["p", "pause, go on"],
  ["x", "clear the list"],
  ["?", "this help"],
];

export function handleKey(
  event: KeyboardEvent,
  { showHelp, showAnswer }: { showHelp: () => void; showAnswer: () => void },
): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { target } = event;
  const isDialog = document.querySelector("dialog[open]") !== null;
  const isField = target instanceof HTMLElement && target.matches("input, textarea, select");
  if (event.key === "Escape" && !isDialog) {
    if (isField) target.blur();
    else if (compared.value !== undefined) compared.value = undefined;
    else selected.value = undefined;
    return;
  }
  if (isField || isDialog) return;
  const action = actionOf(event.key, { showHelp, showAnswer });
  // Tabs and buttons have arrow keys and letters of their own.
  if (
    action === undefined ||
    (event.key.length > 1 &&
      target instanceof HTMLElement &&
      target.closest("[role=tablist], [data-scrolls]") !== null)
  )
    return;
  event.preventDefault();
  action();
}

function actionOf(
  key: string,
  { showHelp, showAnswer }: { showHelp: () => void; showAnswer: () => void },
): (() => void) | undefined {
  const id = selected.value;
  switch (key) {
    case "ArrowDown":
    case "j":
      return () => move(1);
    case "ArrowUp":
    case "k":
      return () => move(-1);
    case "Home":
      return () => move(Number.NEGATIVE_INFINITY);
    case "End":
      return () => move(Number.POSITIVE_INFINITY);
    case "ArrowRight":
      return () => setOpen(true);
    case "ArrowLeft":
      return () => setOpen(false);
    case "/":
      return () => document.getElementById("filter")?.focus();
    case "m":
      return () => {
        compared.value = compared.value === undefined ? id : undefined;
      };
    case "s":
      return id === undefined ? undefined : () => toggleKept(id);
    case "a":
      return showAnswer;
    case "p":
      return togglePause;
    case "x":
      return clear;
    case "?":
      return showHelp;
  }
  return undefined;
}

/** The place in the list of the selected request, or of the closed call that it belongs to. */
function place(): number {
  return items.value.findIndex(({ row, call }) => row.id === selected.value && call === undefined) >= 0
    ? items.value.findIndex(({ row, call }) => row.id === selected.value && call === undefined)
    : items.value.findIndex(({ row }) => row.id === selected.value);
}

function move(step: number): void {
  const last = items.value.length - 1;
  const at = place();
  const next = at < 0 ? (step > 0 ? 0 : last) : Math.min(last, Math.max(0, at + step));
  const item =
    items.value[step === Number.POSITIVE_INFINITY ? last : step === Number.NEGATIVE_INFINITY ? 0 : next];
  if (item !== undefined) selected.value = item.row.id;
}

function setOpen(isOpen: boolean): void {
  const item = items.value.find(({ row, call }) => row.id === selected.value && call !== undefined);
  const callId = item?.call?.id ?? items.value.find(({ row }) => row.id === selected.value)?.row.callId;
  if (callId !== undefined && openCalls.value.has(callId) !== isOpen) toggleCall(callId);
}
