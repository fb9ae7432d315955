import type { ClientEventType } from "../event-catalogue.js";
import type { Binding } from "./binding.js";
import type { Middleware, Relation, Step } from "./middleware.js";

/** A place in the SDK's middleware stack where events are emitted. */
export interface Seam {
  readonly name: string;
  /** The events that need this seam, those that others emit with its help among them. */
  readonly events: readonly ClientEventType[];
  /** Where it stands, best first: a relation counts only where its middleware is in the stack. */
  readonly places: readonly (Step | Relation)[];
  /** Makes the middleware. For an operation of which no event is handled it is left out at no cost. */
  create(binding: Binding): Middleware;
}
