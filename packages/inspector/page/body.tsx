import { useSignal } from "@preact/signals";
import type { ShownBody } from "../src/page/page-data.js";

interface Props {
  readonly title: string;
  readonly body: ShownBody;
  readonly download: string | undefined;
  readonly onReveal: () => void;
}

/** A body as text or as a hex dump. */
export function Body({ title, body, download, onReveal }: Props) {
  const wantsHex = useSignal(false);
  const { bytes, text, hex, isCut, isHidden } = body;
  const showsHex = wantsHex.value || text === undefined;
  return (
    <>
      <h3>
        {title} <span class="quiet note">{bytes} bytes</span>
      </h3>
      {isHidden ? (
        <p>
          There are secrets in it.{" "}
          <button type="button" onClick={onReveal}>
            Show it
          </button>
        </p>
      ) : bytes === 0 ? null : (
        <>
          <p class="buttons">
            {text !== undefined && (
              <button
                type="button"
                aria-pressed={showsHex}
                onClick={() => (wantsHex.value = !wantsHex.value)}
              >
                Hex
              </button>
            )}
            {download !== undefined && (
              <a class="button" href={download}>
                Download
              </a>
            )}
          </p>
          <pre>{showsHex ? hex.join("\n") : text}</pre>
          {isCut && <p class="quiet">This is the start of it.</p>}
        </>
      )}
    </>
  );
}
