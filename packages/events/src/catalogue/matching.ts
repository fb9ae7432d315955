/** A segment whose only wildcard is `*`, as the type of the strings that it matches: `Put*` is `Put${string}`. */
type Template<Segment extends string> = Segment extends `${infer Before}*${infer After}`
  ? `${Before}${string}${Template<After>}`
  : Segment;

type Split<
  List extends string,
  Separator extends string,
> = List extends `${infer Item}${Separator}${infer Rest}` ? Item | Split<Rest, Separator> : List;

/** Globs that types can't express. Such a segment counts as matching any name. */
type Intricate =
  | `${string}${"?" | "[" | "\\" | "!(" | "+(" | "*(" | ".."}${string}`
  | `${string}${"{" | "("}${string}${"{" | "("}${string}`;

/** A glob's alternatives as templates. `{before-sign,before-send}` has two. */
type Alternatives<Segment extends string> = Segment extends Intricate
  ? string
  : Segment extends `${infer Before}{${infer List}}${infer After}`
    ? Template<`${Before}${Split<List, ",">}${After}`>
    : Segment extends `${infer Before}@(${infer List})${infer After}`
      ? Template<`${Before}${Split<List, "|">}${After}`>
      : Template<Segment>;

/**
 * The names of a union that a segment can match. It's all of them if the segment isn't a literal type, or is a glob beyond
 * `*`, `{a,b}` and `@(a|b)`. It's the segment itself if any name is possible.
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

/** Like {@link Matching}, but `never` if one of a glob's alternatives matches nothing and so is misspelt. */
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
