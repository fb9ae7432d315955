import { useSignal, useSignalEffect } from "@preact/signals";
import type { RequestDetail } from "../src/page/page-data.js";
import { loadDetail } from "./api.js";
import { differences } from "./differences.js";
import { nameText } from "./format.js";
import { SCROLLS } from "./scrolls.js";
import { compared, tellError } from "./state.js";

/** Two requests side by side: what isn't the same. */
export function Compare({ one, two }: { one: number; two: number }) {
  const both = useSignal<readonly [RequestDetail, RequestDetail] | undefined>(undefined);
  useSignalEffect(() => {
    Promise.all([loadDetail(one, false), loadDetail(two, false)]).then((loaded) => {
      both.value = loaded;
    }, tellError);
  });
  const [left, right] = both.value ?? [];
  const isLoaded = left !== undefined && right !== undefined && left.row.id === one && right.row.id === two;
  const lines = isLoaded ? differences(left, right) : [];
  return (
    <section class="details" aria-label="Comparison">
      <header>
        <h2>
          Request {one} and request {two}
        </h2>
        <p class="buttons">
          <button type="button" onClick={() => (compared.value = undefined)}>
            End the comparison
          </button>
        </p>
      </header>
      <section class="panel" aria-label="Differences" {...SCROLLS}>
        {isLoaded && lines.length === 0 && <p>They are the same.</p>}
        {isLoaded && lines.length > 0 && (
          <table class="values comparison">
            <thead>
              <tr>
                <th scope="col">What</th>
                <th scope="col">
                  {one}: {nameText(left.row)}
                </th>
                <th scope="col">
                  {two}: {nameText(right.row)}
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map(({ name, one: before, two: after }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{before ?? <span class="quiet">none</span>}</td>
                  <td>{after ?? <span class="quiet">none</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </section>
  );
}
