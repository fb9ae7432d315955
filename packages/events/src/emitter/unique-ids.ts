import { RegistrationError } from "../errors.js";
import type { Registration } from "./registration.js";

type UniqueId = string | symbol;

/** The registration of each unique id, with a count if registrations are counted. */
export class UniqueIds {
  readonly #entries = new Map<UniqueId, { readonly registration: Registration; count: number | undefined }>();

  /**
   * The registration with an id, if any.
   *
   * @throws RegistrationError `UNIQUE_ID_COUNT` if it is counted and `counted` is false, or the reverse.
   */
  find(id: UniqueId, counted: boolean): Registration | undefined {
    const entry = this.#entries.get(id);
    if (entry !== undefined && (entry.count !== undefined) !== counted) {
      throw new RegistrationError(
        "UNIQUE_ID_COUNT",
        counted
          ? `the uniqueId ${String(id)} was first registered without a count. Leave out uniqueIdUsesCount here, or set it at the first registration too`
          : `the uniqueId ${String(id)} was first registered with a count. Set uniqueIdUsesCount: true here too`,
      );
    }
    return entry?.registration;
  }

  add(id: UniqueId, registration: Registration, counted: boolean): void {
    this.#entries.set(id, { registration, count: counted ? 1 : undefined });
  }

  /** Adds one to the count of an id. */
  count(id: UniqueId): void {
    const entry = this.#entries.get(id);
    if (entry?.count !== undefined) entry.count++;
  }

  /** Whether the next release of its id removes the registration. */
  isLast({ options: { uniqueId } }: Registration): boolean {
    const entry = uniqueId === undefined ? undefined : this.#entries.get(uniqueId);
    return entry?.count === undefined || entry.count === 1;
  }

  /** Takes one from the count. Returns whether none is left. */
  release({ options: { uniqueId } }: Registration): boolean {
    const entry = uniqueId === undefined ? undefined : this.#entries.get(uniqueId);
    return entry?.count === undefined || --entry.count === 0;
  }

  /** Frees the id of a removed registration. */
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
