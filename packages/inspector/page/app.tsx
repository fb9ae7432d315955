import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { AnswerDialog } from "./answer-dialog.js";
import { Compare } from "./compare.js";
import { Details } from "./details.js";
import { Help } from "./help.js";
import { handleKey } from "./keyboard.js";
import { RequestList } from "./request-list.js";
import { compared, notice, selected } from "./state.js";
import { Toolbar } from "./toolbar.js";

export function App() {
  const helpIsOpen = useSignal(false);
  const answerIsOpen = useSignal(false);
  useEffect(() => {
    const listener = (event: KeyboardEvent): void =>
      handleKey(event, {
        showHelp: () => {
          helpIsOpen.value = !helpIsOpen.value;
        },
        showAnswer: () => {
          answerIsOpen.value = true;
        },
      });
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
  const id = selected.value;
  const other = compared.value;
  return (
    <div class={`app ${id === undefined ? "" : "has-details"}`}>
      <Toolbar onHelp={() => (helpIsOpen.value = true)} onAnswer={() => (answerIsOpen.value = true)} />
      <main>
        <RequestList />
        {id === undefined ? (
          <section class="details empty" aria-label="Details">
            <p>Choose a request to see it.</p>
          </section>
        ) : other !== undefined && other !== id ? (
          <Compare one={other} two={id} />
        ) : (
          <Details id={id} key={id} />
        )}
      </main>
      {helpIsOpen.value && <Help onClose={() => (helpIsOpen.value = false)} />}
      {answerIsOpen.value && <AnswerDialog onClose={() => (answerIsOpen.value = false)} />}
      <div class="notice" role="status">
        {notice.value}
      </div>
    </div>
  );
}
