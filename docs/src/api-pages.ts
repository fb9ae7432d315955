/**
 * Writes the API reference from the docstrings into `docs/api`: `tsx src/api-pages.ts`. Each entry point of a published
 * package gets a page. A large one also gets a page for each kind of symbol. A docstring that refers to a missing
 * symbol is an error.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import {
  Application,
  Comment,
  Converter,
  DeclarationReflection,
  LogLevel,
  type ProjectReflection,
  ReflectionKind,
  type TypeDocOptions,
} from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { entryPoints } from "./entry-points.js";
import { splitApiPage } from "./split-api-page.js";

const docs = fileURLToPath(new URL("../", import.meta.url));
const out = `${docs}api`;
const points = entryPoints();

const options: TypeDocOptions & Partial<PluginOptions> = {
  plugin: ["typedoc-plugin-markdown"],
  entryPoints: points.map(({ source }) => fileURLToPath(source)),
  out,
  tsconfig: `${docs}tsconfig.api.json`,
  readme: "none",
  router: "module",
  entryFileName: "index",
  disableSources: true,
  excludeExternals: true,
  excludePrivate: true,
  excludeProtected: true,
  excludeInternal: true,
  validation: { invalidLink: true, notExported: false, notDocumented: true },
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeDeclarationFormat: "table",
  enumMembersFormat: "table",
  sort: ["source-order"],
  groupOrder: ["Functions", "Classes", "Interfaces", "Type Aliases", "Variables"],
  useCodeBlocks: true,
  logLevel: LogLevel.Warn,
};

const application = await Application.bootstrapWithPlugins(options);
// Before TypeDoc groups the properties.
application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => listNames(project, "KnownServices"));
const project = await application.convert();
if (project === undefined) throw new Error("TypeDoc can't read the sources");
project.name = "API reference";
for (const [place, reflection] of (project.children ?? []).entries()) {
  const point = points[place];
  if (point === undefined) throw new Error(`${reflection.name} isn't the page of an entry point`);
  reflection.name = point.specifier;
  reflection.comment = new Comment([{ kind: "text", text: `${point.description}.` }]);
}
application.validate(project);
if (application.logger.hasErrors() || application.logger.hasWarnings()) {
  throw new Error("Docstrings are missing or refer to something that doesn't exist");
}
rmSync(out, { recursive: true, force: true });
await application.generateOutputs(project);

const files = readdirSync(out, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md"));
const split = files.map((file) => {
  const module = basename(file, ".md");
  return { file, module, ...splitApiPage(module, readFileSync(`${out}/${file}`, "utf8")) };
});
for (const { file, pages } of split) {
  const folder = `${out}/${file.replace(/\.md$/, "")}`;
  for (const { name, text } of pages) {
    if (name !== "") mkdirSync(folder, { recursive: true });
    writeFileSync(
      name === "" ? `${out}/${file}` : `${folder}/${name}.md`,
      relinked(text, name === "" ? "" : "../"),
    );
  }
}

/** Lists an interface's properties by name after its docstring. A table would take a row for each of hundreds. */
function listNames(project: ProjectReflection, name: string): void {
  const found = project.getReflectionsByKind(ReflectionKind.Interface).find((each) => each.name === name);
  if (!(found instanceof DeclarationReflection) || found.comment === undefined) {
    throw new Error(`There is no interface ${name} with a docstring`);
  }
  const properties = found.getChildrenByKind(ReflectionKind.Property);
  const names = properties.map((property) => `\`${property.name}\``).join(", ");
  found.comment.summary.push({ kind: "text", text: `\n\nThe services, as patterns name them: ${names}.` });
  for (const property of properties) project.removeReflection(property);
}

/**
 * Points a page's links to symbols of other modules at their current pages.
 *
 * @param base The path from the page to the folder of its module's page.
 */
function relinked(text: string, base: string): string {
  return text.replaceAll(
    /\]\(((?:\.\.\/)*)([\w-]+)\.md#([\w-]+)\)/g,
    (link, up: string, module: string, anchor: string) => {
      const found = split.find((page) => page.module === module);
      if (found === undefined) return link;
      const target = found.targets.get(anchor);
      const place =
        target === undefined ? `${module}.md#${anchor}` : `${module}/${target.page}.md#${target.anchor}`;
      return `](${base}${up}${place})`;
    },
  );
}
