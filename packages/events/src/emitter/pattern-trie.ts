import { isGlob } from "./glob.js";
import type { Pattern, Segment } from "./pattern.js";

/** A handler's place among those of the same pattern. */
export type Section = "first" | "middle" | "last";

interface Node<Item> {
  readonly children: Map<string, Node<Item>>;
  /** By text, oldest registration first. */
  readonly globs: Map<string, { readonly matches: (segment: string) => boolean; readonly node: Node<Item> }>;
  // Sets, so removing one of many items is quick.
  readonly items: Readonly<Record<Section, Set<Item>>>;
}

const SECTIONS = ["first", "middle", "last"] as const satisfies readonly Section[];

function createNode<Item>(): Node<Item> {
  return {
    children: new Map(),
    globs: new Map(),
    items: { first: new Set(), middle: new Set(), last: new Set() },
  };
}

function isEmpty<Item>({ children, globs, items }: Node<Item>): boolean {
  return children.size === 0 && globs.size === 0 && SECTIONS.every((section) => items[section].size === 0);
}

/**
 * Stores items under patterns, and finds those whose pattern matches a name:
 *
 * ```text
 * foo.bar.baz -> A
 * foo.bar     -> B
 * foo.*       -> C
 * foo         -> D
 * search("foo.bar.baz") -> C A B D
 * ```
 *
 * The order is that of botocore's `_PrefixTrie.prefix_search`, which isn't what its documentation says: the subtree of `*`
 * comes before that of the literal segment, and each node comes after its children. Globs aren't in botocore. The subtrees
 * of matching globs come before that of `*`, oldest first.
 */
export class PatternTrie<Item> {
  readonly #root = createNode<Item>();

  /** Appends a new item to its pattern's section. */
  add(pattern: Pattern, item: Item, section: Section): void {
    let node = this.#root;
    for (const segment of pattern.segments) node = childFor(node, segment);
    node.items[section].add(item);
  }

  /** Removes an item from its pattern, with nodes that become empty. Returns whether it was there. */
  remove(pattern: string, item: Item): boolean {
    return removeFrom(this.#root, pattern.split("."), 0, item);
  }

  /** The items that match a name, in running order. */
  search(name: string): Item[] {
    const found: Item[] = [];
    collect(this.#root, name.split("."), 0, found);
    return found;
  }

  /** The first item of exactly this pattern that passes a test, in running order. */
  find(pattern: string, test: (item: Item) => boolean): Item | undefined {
    const node = pattern
      .split(".")
      .reduce<Node<Item> | undefined>((parent, segment) => parent && findChild(parent, segment), this.#root);
    if (node === undefined) return undefined;
    for (const section of SECTIONS) for (const item of node.items[section]) if (test(item)) return item;
    return undefined;
  }

  /** A copy in which each item is replaced by `replace(item)`, or left out if that is `undefined`. */
  map<Other>(replace: (item: Item) => Other | undefined): PatternTrie<Other> {
    const copy = new PatternTrie<Other>();
    copyOf(this.#root, replace, copy.#root);
    return copy;
  }
}

function findChild<Item>(node: Node<Item>, segment: string): Node<Item> | undefined {
  return isGlob(segment) ? node.globs.get(segment)?.node : node.children.get(segment);
}

function childFor<Item>(node: Node<Item>, { text, isGlob, matches }: Segment): Node<Item> {
  const existing = findChild(node, text);
  if (existing !== undefined) return existing;
  const child = createNode<Item>();
  if (isGlob) node.globs.set(text, { matches, node: child });
  else node.children.set(text, child);
  return child;
}

function collect<Item>(node: Node<Item>, segments: readonly string[], index: number, found: Item[]): void {
  const segment = segments[index];
  if (segment !== undefined) {
    for (const glob of node.globs.values()) {
      if (glob.matches(segment)) collect(glob.node, segments, index + 1, found);
    }
    const wildcard = node.children.get("*");
    if (wildcard !== undefined) collect(wildcard, segments, index + 1, found);
    const literal = segment === "*" ? undefined : node.children.get(segment);
    if (literal !== undefined) collect(literal, segments, index + 1, found);
  }
  for (const section of SECTIONS) for (const item of node.items[section]) found.push(item);
}

function removeFrom<Item>(node: Node<Item>, segments: readonly string[], index: number, item: Item): boolean {
  const segment = segments[index];
  if (segment === undefined) return SECTIONS.some((section) => node.items[section].delete(item));
  const child = findChild(node, segment);
  if (child === undefined || !removeFrom(child, segments, index + 1, item)) return false;
  if (isEmpty(child)) {
    if (isGlob(segment)) node.globs.delete(segment);
    else node.children.delete(segment);
  }
  return true;
}

function copyOf<Item, Other>(
  node: Node<Item>,
  replace: (item: Item) => Other | undefined,
  copy: Node<Other> = createNode(),
): Node<Other> {
  for (const section of SECTIONS) {
    for (const item of node.items[section]) {
      const other = replace(item);
      if (other !== undefined) copy.items[section].add(other);
    }
  }
  for (const [segment, child] of node.children) {
    const childCopy = copyOf(child, replace);
    if (!isEmpty(childCopy)) copy.children.set(segment, childCopy);
  }
  for (const [glob, { matches, node: child }] of node.globs) {
    const childCopy = copyOf(child, replace);
    if (!isEmpty(childCopy)) copy.globs.set(glob, { matches, node: childCopy });
  }
  return copy;
}
