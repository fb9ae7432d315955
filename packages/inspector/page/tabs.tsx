import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { SCROLLS } from "./scrolls.js";

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly isBad?: boolean;
  readonly content: () => ComponentChildren;
}

/** The tab stays the same from one request to the next. */
const current = signal("parameters");

export function Tabs({ tabs }: { tabs: readonly Tab[] }) {
  const list = useRef<HTMLDivElement>(null);
  const active = tabs.find(({ id }) => id === current.value) ?? tabs[0];
  const move = (step: number): void => {
    const next = tabs[((active === undefined ? 0 : tabs.indexOf(active)) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    current.value = next.id;
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <>
      <div
        class="tabs"
        role="tablist"
        aria-label="Parts of the request"
        ref={list}
        onKeyDown={({ key }) => {
          if (key === "ArrowRight") move(1);
          if (key === "ArrowLeft") move(-1);
        }}
      >
        {tabs.map(({ id, label, isBad }) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === active?.id}
            aria-controls="tab-panel"
            tabIndex={id === active?.id ? 0 : -1}
            onClick={() => {
              current.value = id;
            }}
          >
            {label}
            {isBad === true && <span class="bad"> ✗</span>}
          </button>
        ))}
      </div>
      <div
        id="tab-panel"
        class="panel"
        role="tabpanel"
        aria-labelledby={`tab-${active?.id}`}
        key={active?.id}
        {...SCROLLS}
      >
        {active?.content()}
      </div>
    </>
  );
}
