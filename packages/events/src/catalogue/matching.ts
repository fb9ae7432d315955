/** A segment without globs, or with none but `*`, as a type of the texts that it matches: `Put*` is `Put${string}`. */
type Template<Segment extends string> = Segment extends `${infer Before}*${infer After}`
  ? `${Before}${string}${Template<After>}`
  : Segment;

type Split<
  List extends string,
  Separator extends string,
> = List extends `${infer Item}${Separator}${infer Rest}` ? Item | Split<Rest, Separator> : List;

/** What types cannot follow exactly: such a segment may match any name. */
type Intricate =
  | `${string}${"?" | "[" | "\\" | "!(" | "+(" | "*(" | ".."}${string}`
  | `${string}${"{" | "("}${string}${"{" | "("}${string}`;

/** The alternatives of a glob, each as a template: of `{before-sign,before-send}` two. */
type Alternatives<Segment extends string> = Segment extends Intricate
  ? string
  : Segment extends `${infer Before}{${infer List}}${infer After}`
    ? Template<`${Before}${Split<List, ",">}${After}`>
    : Segment extends `${infer Before}@(${infer List})${infer After}`
      ? Template<`${Before}${Split<List, "|">}${After}`>
      : Template<Segment>;

/**
 * The members of a union of names that a segment can match: one, all, or those of a glob. All where the segment is no
 * literal, or a glob that is more than `*`, `{a,b}` and `@(a|b)`; the segment itself where any name is possible.
 */
export type Matching<Names extends string, Segment extends string> = Segment extends "*"
  ? Names
  : Segment extends Names
    ? string extends Segment
      ? Names
      : Segment
    : string extends Names
      ? Segment
      : string extends Segment
        ? Names
        : Extract<Names, Alternatives<Segment>>;

/** As {@link Matching}, but nothing where one of a glob's alternatives matches nothing: it is misspelt. */
export type MatchingEvery<Names extends string, Segment extends string> = string extends Segment
  ? Names
  : [Idle<Names, Alternatives<Segment>>] extends [never]
    ? Matching<Names, Segment>
    : never;

/** The alternatives that match none of the names. */
type Idle<Names extends string, Alternative extends string> = string extends Names
  ? never
  : Alternative extends string
    ? [Extract<Names, Alternative>] extends [never]
      ? Alternative
      : never
    : never;
