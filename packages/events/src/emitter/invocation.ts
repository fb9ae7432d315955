import { isThenable } from "./emission.js";
import type { EmittedEvent, Registration } from "./registration.js";

type Invoke = Registration["invoke"];

/** A handler that runs at most once. It's removed before it runs, so overlapping emissions can't run it twice. */
export function once(invoke: Invoke, remove: () => void): Invoke {
  let spent = false;
  return (event) => {
    if (spent) return undefined;
    spent = true;
    remove();
    return invoke(event);
  };
}

/** A handler that only watches. What it returns is ignored, and what it throws goes to `report`. */
export function observing(invoke: Invoke, report: (error: unknown, event: EmittedEvent) => void): Invoke {
  return (event) => {
    const failed = (error: unknown): void => {
      try {
        report(error, event);
      } catch {
        // A failing logger must not fail the call.
      }
    };
    try {
      const response = invoke(event);
      return isThenable(response) ? response.then(() => undefined, failed) : undefined;
    } catch (error) {
      failed(error);
      return undefined;
    }
  };
}
