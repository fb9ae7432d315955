import { readFile } from "node:fs/promises";
import { SCENARIOS } from "./scenarios.js";

/** The README of a recipe. */
export function readmeOf(name: string): URL {
  return new URL(`../${name}/README.md`, import.meta.url);
}

/** The list of all recipes. */
export const INDEX = new URL("../README.md", import.meta.url);

/** The guide for those who come from boto3. */
export const PORTING_GUIDE = new URL("../../../docs/porting-guide.md", import.meta.url);

/** The guides whose programs are files too. */
const GUIDES = ["getting-started", "writing-plugins"].map(
  (name) => new URL(`../../../docs/${name}.md`, import.meta.url),
);

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
