import type { ComponentChildren } from "preact";
import type { ShownValue } from "../src/page/page-data.js";

/** Longer lists and objects are shown in part: a batch may have thousands of members. */
const MAX_MEMBERS = 200;

/** A document as a tree. Whatever is in it is text. */
export function Document({ shown, onReveal }: { shown: ShownValue; onReveal: () => void }) {
  const secrets = new Set(shown.secrets);
  return (
    <div class="document">
      <Value value={shown.value} pointer="" secrets={secrets} onReveal={onReveal} />
    </div>
  );
}

interface ValueProps {
  readonly value: unknown;
  readonly pointer: string;
  readonly secrets: ReadonlySet<string>;
  readonly onReveal: () => void;
}

function Value({ value, pointer, secrets, onReveal }: ValueProps) {
  if (secrets.has(pointer)) return <Secret value={value} onReveal={onReveal} />;
  if (value === null || typeof value !== "object") return <Scalar value={value} />;
  const isList = Array.isArray(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return <span class="quiet">{isList ? "[]" : "{}"}</span>;
  return (
    <ul>
      {entries.slice(0, MAX_MEMBERS).map(([name, inner]) => (
        <li key={name}>
          <Member name={name} isList={isList} inner={inner}>
            <Value
              value={inner}
              pointer={`${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`}
              secrets={secrets}
              onReveal={onReveal}
            />
          </Member>
        </li>
      ))}
      {entries.length > MAX_MEMBERS && <li class="quiet">… and {entries.length - MAX_MEMBERS} more</li>}
    </ul>
  );
}

function Member({
  name,
  isList,
  inner,
  children,
}: {
  name: string;
  isList: boolean;
  inner: unknown;
  children: ComponentChildren;
}) {
  const label = <span class={isList ? "quiet" : "name"}>{name}</span>;
  const isNested = typeof inner === "object" && inner !== null && Object.keys(inner).length > 0;
  if (!isNested) {
    return (
      <>
        {label}: {children}
      </>
    );
  }
  return (
    <details open>
      <summary>
        {label} <span class="quiet">{Array.isArray(inner) ? `[${inner.length}]` : ""}</span>
      </summary>
      {children}
    </details>
  );
}

function Scalar({ value }: { value: unknown }) {
  if (typeof value === "string") return <span class="string">{JSON.stringify(value)}</span>;
  return <span class="scalar">{String(value)}</span>;
}

/** A masked value; what the user asks for comes from the inspector. */
function Secret({ value, onReveal }: { value: unknown; onReveal: () => void }) {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  if (!/^•+$/.test(text)) return <span class="string secret">{text}</span>;
  return (
    <button type="button" class="secret" title="Show the secrets of this request" onClick={onReveal}>
      {text}
    </button>
  );
}
