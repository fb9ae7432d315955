import { useSignal } from "@preact/signals";
import { setAnswer } from "./api.js";
import { Dialog } from "./dialog.js";
import { rows, selected, tell } from "./state.js";

const STEPS: readonly (readonly [step: string, label: string])[] = [
  ["throttle", "is throttled"],
  ["500", "fails with 500"],
  ["drop", "loses its connection"],
  ["delay:3000", "is answered after 3 seconds"],
  ["garbage", "gets a body that can't be parsed"],
  ["output", "gets this output"],
];

/** Says what the next call of an operation is answered with. */
export function AnswerDialog({ onClose }: { onClose: () => void }) {
  const row = selected.value === undefined ? undefined : rows.value.get(selected.value);
  const operation = useSignal(row?.operation === undefined ? "*" : `${row.service ?? "*"}.${row.operation}`);
  const step = useSignal("throttle");
  const output = useSignal("{}");
  const problem = useSignal<string | undefined>(undefined);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    try {
      const target = { operation: operation.value };
      await setAnswer(
        step.value === "output"
          ? { ...target, output: JSON.parse(output.value) }
          : { ...target, step: step.value },
      );
      tell(`The next call of ${operation.value} ${STEPS.find(([name]) => name === step.value)?.[1] ?? ""}.`);
      onClose();
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <Dialog title="Answer the next call" onClose={onClose}>
      <form onSubmit={submit}>
        <label>
          The next call of
          <input
            value={operation.value}
            spellcheck={false}
            onInput={({ currentTarget }) => (operation.value = currentTarget.value)}
          />
        </label>
        <fieldset>
          <legend>…</legend>
          {STEPS.map(([name, label]) => (
            <label key={name}>
              <input
                type="radio"
                name="step"
                value={name}
                checked={step.value === name}
                onChange={() => (step.value = name)}
              />{" "}
              {label}
            </label>
          ))}
        </fieldset>
        <label>
          Output, as JSON
          <textarea
            rows={6}
            spellcheck={false}
            value={output.value}
            onInput={({ currentTarget }) => {
              output.value = currentTarget.value;
              step.value = "output";
            }}
          />
        </label>
        {problem.value !== undefined && (
          <p class="bad" role="alert">
            {problem.value}
          </p>
        )}
        <button type="submit" class="primary">
          Answer it so
        </button>
      </form>
    </Dialog>
  );
}
