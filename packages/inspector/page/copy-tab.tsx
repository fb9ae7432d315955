import { useSignal, useSignalEffect } from "@preact/signals";
import { COPY_FORMATS, type CopiedText, type CopyFormat } from "../src/page/page-data.js";
import { loadCopy } from "./api.js";
import { tell, tellError } from "./state.js";

const LABELS: Readonly<Record<CopyFormat, string>> = {
  curl: "curl",
  "aws-cli": "AWS CLI",
  typescript: "TypeScript",
  boto3: "boto3",
  stub: "Stub",
};

/** The request as a command or a program. */
export function CopyTab({ id }: { id: number }) {
  const format = useSignal<CopyFormat>("curl");
  const copied = useSignal<CopiedText | undefined>(undefined);
  useSignalEffect(() => {
    loadCopy(id, format.value).then((loaded) => {
      copied.value = loaded;
    }, tellError);
  });
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(copied.value?.text ?? "");
      tell("Copied.");
    } catch (error) {
      tellError(error);
    }
  };
  return (
    <>
      <fieldset class="formats">
        <legend>Copy as</legend>
        {COPY_FORMATS.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="format"
              checked={format.value === name}
              onChange={() => (format.value = name)}
            />{" "}
            {LABELS[name]}
          </label>
        ))}
      </fieldset>
      {copied.value !== undefined && (
        <>
          {copied.value.note !== undefined && <p class="quiet">{copied.value.note}</p>}
          {copied.value.text !== "" && (
            <>
              <pre class="copied">{copied.value.text}</pre>
              <button type="button" class="primary" onClick={copy}>
                Copy
              </button>
            </>
          )}
        </>
      )}
    </>
  );
}
