import type { NamedValue } from "../src/page/page-data.js";
import { MASK } from "../src/secrets/mask-text.js";

interface Props {
  readonly title: string;
  readonly note?: string;
  readonly values: readonly NamedValue[];
  readonly onReveal: () => void;
}

/** Headers, the query, trailers. */
export function NamedValues({ title, note, values, onReveal }: Props) {
  if (values.length === 0) return null;
  return (
    <>
      <h3>
        {title} {note !== undefined && <span class="quiet note">{note}</span>}
      </h3>
      <table class="values">
        <tbody>
          {values.map(({ name, value, isSecret, isSigned }, index) => (
            <tr key={index}>
              <th scope="row">
                {isSigned !== undefined && (
                  <span class="good mark" title={isSigned ? "signed" : "not signed"}>
                    {isSigned ? "✓" : " "}
                  </span>
                )}
                {name}
              </th>
              <td>
                {isSecret && value.includes(MASK) ? <Masked value={value} onReveal={onReveal} /> : value}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Masked({ value, onReveal }: { value: string; onReveal: () => void }) {
  const [before, after] = value.split(MASK, 2);
  return (
    <>
      {before}
      <button type="button" class="secret" title="Show the secrets of this request" onClick={onReveal}>
        {MASK}
      </button>
      {after}
    </>
  );
}
