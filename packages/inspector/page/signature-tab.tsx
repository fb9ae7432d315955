import type { ShownSignature } from "../src/page/page-data.js";

/** The signature in words, and what was signed beside what should have been. */
export function SignatureTab({ signature }: { signature: ShownSignature }) {
  const { state, words, canonicalRequest, stringToSign, difference } = signature;
  // With another key, both sides would be the same.
  const signed = difference?.where === "secret-key" ? undefined : signature.signed;
  const canonicalLine = difference?.where === "canonical-request" ? difference.line : undefined;
  const stringLine = difference?.where === "string-to-sign" ? difference.line : undefined;
  return (
    <>
      <p class={state === "valid" ? "good" : state === "invalid" ? "bad" : "quiet"}>
        <strong>
          {state === "valid"
            ? "Valid"
            : state === "invalid"
              ? "Invalid"
              : state === "absent"
                ? "None"
                : "Unchecked"}
          .
        </strong>{" "}
        {words}
      </p>
      {difference?.where === "secret-key" && (
        <p class="quiet">The difference is in the secret key, so no line shows it.</p>
      )}
      {canonicalRequest.length > 0 && (
        <Sides
          title="Canonical request"
          received={canonicalRequest}
          signed={signed?.canonicalRequest}
          line={canonicalLine}
        />
      )}
      {stringToSign.length > 0 && (
        <Sides
          title="String to sign"
          received={stringToSign}
          signed={signed?.stringToSign}
          line={stringLine}
        />
      )}
    </>
  );
}

interface SidesProps {
  readonly title: string;
  readonly received: readonly string[];
  readonly signed: readonly string[] | undefined;
  /** The line that is marked. */
  readonly line: number | undefined;
}

function Sides({ title, received, signed, line }: SidesProps) {
  return (
    <>
      <h3>{title}</h3>
      <div class="sides">
        <Side
          title={signed === undefined ? "Of the request that arrived" : "As received"}
          lines={received}
          line={line}
        />
        {signed !== undefined && <Side title="As the client signed it" lines={signed} line={line} />}
      </div>
    </>
  );
}

function Side({ title, lines, line }: { title: string; lines: readonly string[]; line: number | undefined }) {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <ol class="lines-of-text">
        {lines.map((text, index) =>
          index === line ? (
            <li key={index} class="marked">
              <mark>{text || " "}</mark>
            </li>
          ) : (
            <li key={index}>{text || " "}</li>
          ),
        )}
      </ol>
    </figure>
  );
}
