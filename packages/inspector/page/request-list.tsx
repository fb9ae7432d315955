import { useSignal, useSignalEffect } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import {
  durationText,
  nameText,
  signatureClass,
  signatureText,
  sizesText,
  statusClass,
  statusText,
  timeText,
} from "./format.js";
import type { ListItem } from "./list-items.js";
import { compared, items, kept, rows, selected, toggleCall } from "./state.js";

/** Lines outside of what is seen, so that nothing is missing while it is scrolled. */
const SPARE_LINES = 10;

/** The list of requests. Only the lines that can be seen are there, so ten thousand are as quick as ten. */
export function RequestList() {
  const box = useRef<HTMLDivElement>(null);
  const scrollTop = useSignal(0);
  const height = useSignal(600);
  const lineHeight = useSignal(30);
  const followsEnd = useRef(true);

  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const measure = (): void => {
      height.value = element.clientHeight;
      lineHeight.value = Number.parseFloat(getComputedStyle(element).getPropertyValue("--line")) || 30;
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  // The newest request stays in sight, as long as the user doesn't scroll away from it.
  useSignalEffect(() => {
    const total = items.value.length * lineHeight.value;
    const element = box.current;
    if (element !== null && followsEnd.current && selected.peek() === undefined) {
      requestAnimationFrame(() => {
        element.scrollTop = total;
      });
    }
  });
  // What is chosen by the keyboard is in sight.
  useSignalEffect(() => {
    const id = selected.value;
    const element = box.current;
    const index = items.peek().findIndex(({ row }) => row.id === id);
    if (element === null || index < 0) return;
    const top = index * lineHeight.peek();
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + lineHeight.peek() > element.scrollTop + element.clientHeight)
      element.scrollTop = top + lineHeight.peek() - element.clientHeight;
  });

  const all = items.value;
  const first = Math.max(0, Math.floor(scrollTop.value / lineHeight.value) - SPARE_LINES);
  const last = Math.min(
    all.length,
    Math.ceil((scrollTop.value + height.value) / lineHeight.value) + SPARE_LINES,
  );
  const active = all.slice(first, last).find(({ row }) => row.id === selected.value);
  return (
    <section class="requests" aria-label="Requests">
      <div class="line heading" aria-hidden="true">
        <span>Time</span>
        <span>Service</span>
        <span>Operation</span>
        <span>Status</span>
        <span>Attempts</span>
        <span>Size</span>
        <span>Signature</span>
        <span>Duration</span>
      </div>
      <div
        class="lines"
        ref={box}
        role="listbox"
        aria-label="Requests"
        tabIndex={0}
        aria-activedescendant={active === undefined ? undefined : `line-${active.key}`}
        onClick={choose}
        onKeyDown={({ key }) => {
          if (key === "Enter") document.getElementById("tab-parameters")?.focus();
        }}
        onScroll={({ currentTarget }) => {
          scrollTop.value = currentTarget.scrollTop;
          followsEnd.current =
            currentTarget.scrollTop + currentTarget.clientHeight > currentTarget.scrollHeight - 40;
        }}
      >
        {all.length === 0 ? (
          <div class="nothing" role="option" aria-selected="false" aria-disabled="true" tabIndex={-1}>
            {rows.value.size === 0
              ? "Nothing came yet. Point an AWS client at the endpoint above."
              : "The filter hides all requests."}
          </div>
        ) : (
          <div class="space" role="presentation" style={{ height: `${all.length * lineHeight.value}px` }}>
            {all.slice(first, last).map((item, index) => (
              <Line
                key={item.key}
                item={item}
                top={(first + index) * lineHeight.value}
                place={first + index + 1}
                count={all.length}
              />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

/** One listener for all lines: they come and go while the list is scrolled. */
function choose({ target }: MouseEvent): void {
  if (!(target instanceof Element)) return;
  const call = target.closest("[data-call]")?.getAttribute("data-call");
  const id = target.closest("[data-id]")?.getAttribute("data-id");
  if (typeof call === "string") toggleCall(call);
  else if (typeof id === "string") selected.value = Number(id);
}

function Line({ item, top, place, count }: { item: ListItem; top: number; place: number; count: number }) {
  const { row, call, isAttempt, key } = item;
  const isSelected = selected.value === row.id;
  return (
    <div
      id={`line-${key}`}
      class={`line ${isSelected ? "selected" : ""} ${isAttempt ? "attempt" : ""} ${compared.value === row.id ? "compared" : ""}`}
      role="option"
      aria-selected={isSelected}
      aria-posinset={place}
      aria-setsize={count}
      tabIndex={-1}
      data-id={row.id}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span class="time">{timeText(row.time)}</span>
      <span class="service">{row.service ?? "?"}</span>
      <span class="operation" title={`${row.method} ${row.path}`}>
        {kept.value.has(row.id) && <span title="kept">★ </span>}
        {isAttempt ? `attempt ${row.attempt}` : nameText(row)}
        {row.events > 0 && <span class="quiet"> {row.events} events</span>}
        {row.problem !== undefined && <span class="bad"> {row.problem}</span>}
        {!row.checksumsValid && <span class="bad"> checksum</span>}
      </span>
      <span class={`status ${statusClass(row)}`}>{statusText(row)}</span>
      <span class="attempts">
        {call !== undefined && (
          <span
            class="toggle"
            data-call={call.id}
            title={call.isOpen ? "hide the attempts" : "show the attempts"}
          >
            {call.isOpen ? "▾" : "▸"} {call.attempts}
          </span>
        )}
      </span>
      <span class="size">{sizesText(row)}</span>
      <span class={`signature ${signatureClass(row)}`}>{signatureText(row)}</span>
      <span class="duration">{durationText(row.duration)}</span>
    </div>
  );
}
