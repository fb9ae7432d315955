import {
  clear,
  filter,
  filterText,
  inspector,
  isConnected,
  isPaused,
  rows,
  shownCount,
  togglePause,
  waitingCount,
} from "./state.js";
import { nextTheme, theme } from "./theme.js";

export function Toolbar({ onHelp, onAnswer }: { onHelp: () => void; onAnswer: () => void }) {
  const { problem } = filter.value;
  const shown = shownCount.value;
  return (
    <header class="toolbar">
      <h1>
        tucuxi-inspector{" "}
        <span
          class={`dot ${isConnected.value ? "good" : "bad"}`}
          title={isConnected.value ? "connected" : "not connected"}
        />
      </h1>
      <p class="endpoint" title="The endpoint for AWS clients">
        <code>{inspector.value?.endpoint ?? ""}</code>
        {inspector.value?.forward !== undefined && (
          <>
            {" → "}
            <code>{inspector.value.forward}</code>
          </>
        )}
        {!isConnected.value && <strong class="bad"> not connected</strong>}
      </p>
      <div class="filter">
        <input
          id="filter"
          type="search"
          aria-label="Filter"
          aria-invalid={problem !== undefined}
          aria-describedby="filter-help"
          placeholder="op:Put* status:>=400 retry:>0 signature:bad text"
          autocomplete="off"
          spellcheck={false}
          value={filterText.value}
          onInput={({ currentTarget }) => {
            filterText.value = currentTarget.value;
          }}
        />
        <span id="filter-help" class={problem === undefined ? "quiet" : "bad"}>
          {problem ?? `${shown} shown of ${rows.value.size}`}
        </span>
      </div>
      <div class="buttons">
        <button type="button" aria-pressed={isPaused.value} onClick={togglePause}>
          {isPaused.value ? `Go on${waitingCount.value > 0 ? ` (${waitingCount.value})` : ""}` : "Pause"}
        </button>
        <button type="button" onClick={clear}>
          Clear
        </button>
        <button type="button" onClick={onAnswer}>
          Answer…
        </button>
        <a class="button" href="api/har" download="inspector.har">
          HAR
        </a>
        <button
          type="button"
          onClick={nextTheme}
          aria-label={`Colours: ${theme.value}`}
          title={`Colours: ${theme.value}`}
        >
          {theme.value === "dark" ? "☾" : theme.value === "light" ? "☀" : "◐"}
        </button>
        <button type="button" onClick={onHelp} aria-label="Help">
          ?
        </button>
      </div>
    </header>
  );
}
