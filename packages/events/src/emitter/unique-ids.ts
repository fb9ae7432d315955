import { RegistrationError } from "../errors.js";
import type { Registration } from "./registration.js";

type UniqueId = string | symbol;

/** Which registration each unique id stands for, and how often it was registered where that is counted. */
export class UniqueIds {
  readonly #entries = new Map<UniqueId, { readonly registration: Registration; count: number | undefined }>();

  /**
   * The registration under an id, if any.
   *
   * @throws RegistrationError `UNIQUE_ID_COUNT` if it is counted and `counted` is false, or the reverse.
   */
  find(id: UniqueId, counted: boolean): Registration | undefined {
    const entry = this.#entries.get(id);
    if (entry !== undefined && (entry.count !== undefined) !== counted) {
      throw new RegistrationError(
        "UNIQUE_ID_COUNT",
        counted
          ? `the uniqueId ${String(id)} was registered without a count: leave out uniqueIdUsesCount here, or give it at the first registration`
          : `the uniqueId ${String(id)} was registered with a count: give uniqueIdUsesCount: true here too`,
      );
    }
    return entry?.registration;
  }

  add(id: UniqueId, registration: Registration, counted: boolean): void {
    this.#entries.set(id, { registration, count: counted ? 1 : undefined });
  }

  /** Counts one more registration under an id. */
  count(id: UniqueId): void {
    const entry = this.#entries.get(id);
    if (entry?.count !== undefined) entry.count++;
  }

  /** Whether a registration goes with the next release of its id. */
  isLast({ options: { uniqueId } }: Registration): boolean {
    const entry = uniqueId === undefined ? undefined : this.#entries.get(uniqueId);
    return entry?.count === undefined || entry.count === 1;
  }

  /** Counts one registration less; says whether none is left. */
  release({ options: { uniqueId } }: Registration): boolean {
    const entry = uniqueId === undefined ? undefined : this.#entries.get(uniqueId);
    return entry?.count === undefined || --entry.count === 0;
  }

  /** Frees the id of a registration that was removed. */
  delete(registration: Registration): void {
    const id = registration.options.uniqueId;
    if (id !== undefined && this.#entries.get(id)?.registration === registration) this.#entries.delete(id);
  }

  /** Takes over another emitter's ids and counts, for copies of its registrations. */
  adopt(other: UniqueIds, copies: ReadonlyMap<Registration, Registration>): void {
    this.#entries.clear();
    for (const [id, { registration, count }] of other.#entries) {
      const copy = copies.get(registration);
      if (copy !== undefined) this.#entries.set(id, { registration: copy, count });
    }
  }
}
