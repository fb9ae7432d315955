import { readFile } from "node:fs/promises";
import { SCENARIOS } from "./scenarios.js";

/** The README of a recipe. */
export function readmeOf(name: string): URL {
  return new URL(`../${name}/README.md`, import.meta.url);
}

/** The list of all recipes. */
export const INDEX = new URL("../README.md", import.meta.url);

/** The guide for those who come from boto3. */
export const PORTING_GUIDE = new URL("../../../docs/from-boto3.md", import.meta.url);

/** The other pages whose programs are files. */
const GUIDES = [
  "README.md",
  ...[
    "from-middleware",
    "from-sdk-v2",
    "getting-started",
    "lambda",
    "start-from-boto3",
    "why-not-middleware",
    "writing-plugins",
  ].map((name) => `docs/${name}.md`),
].map((path) => new URL(`../../../${path}`, import.meta.url));

/** The pages that show files. */
export const SHOWING_PAGES: readonly URL[] = [
  ...[...SCENARIOS.keys()].map(readmeOf),
  PORTING_GUIDE,
  ...GUIDES,
];

/** The rows of the list: each recipe with the patterns that its port registers. */
export async function readIndex(): Promise<{ number: number; name: string; patterns: string[] }[]> {
  const rows = (await readFile(INDEX, "utf8")).matchAll(/^\| (\d+) +\| \[.*?\]\((.*?)\) +\| (.*?) +\|/gm);
  return [...rows].map(([, number, name = "", patterns = ""]) => ({
    number: Number(number),
    name,
    patterns: [...patterns.matchAll(/`(.*?)`/g)].map(([, pattern = ""]) => pattern),
  }));
}
