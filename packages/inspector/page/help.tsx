import { FILTER_FIELDS } from "../src/page/filter.js";
import { Dialog } from "./dialog.js";
import { KEYS } from "./keyboard.js";

export function Help({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Help" onClose={onClose}>
      <h3>Keys</h3>
      <dl>
        {KEYS.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <h3>Filter</h3>
      <p>
        All terms have to hold. A minus before a term turns it round; other words are looked for in headers
        and bodies too.
      </p>
      <ul>
        {Object.entries(FILTER_FIELDS).map(([field, example]) => (
          <li key={field}>
            <code>{example}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
