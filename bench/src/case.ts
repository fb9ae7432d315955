/** A folder of `bench/`: what it measures, in which processes. */
export interface Case {
  /** The folder's name. */
  readonly name: string;
  readonly units: readonly Unit[];
}

/** Something that is measured in processes of its own. */
export interface Unit {
  /** Unique within the case: selects it on the command line, and names it in the progress. */
  readonly name: string;
  /** The module of the case that is run, and its arguments. It gives its figures with `measuring`. */
  readonly program: string;
  readonly args: readonly string[];
  /** Other modules of the case that the program runs. */
  readonly alsoRuns?: readonly string[];
  /**
   * How many processes measure it, one after another; the medians of their figures count. What the engine makes
   * of the same code differs from one process to the next.
   */
  readonly processes: number;
}
