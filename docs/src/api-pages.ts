/**
 * Writes the API reference, a page for each entry point of each published package, from the docstrings of the
 * sources into `docs/api`: `tsx src/api-pages.ts`. A docstring that refers to what does not exist is an error.
 */
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Application, Comment, LogLevel, type TypeDocOptions } from "typedoc";
import type { PluginOptions } from "typedoc-plugin-markdown";
import { entryPoints } from "./entry-points.js";

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
const project = await application.convert();
if (project === undefined) throw new Error("TypeDoc cannot read the sources");
project.name = "API reference";
for (const [place, reflection] of (project.children ?? []).entries()) {
  const point = points[place];
  if (point === undefined) throw new Error(`${reflection.name} is the page of no entry point`);
  reflection.name = point.specifier;
  reflection.comment = new Comment([{ kind: "text", text: `${point.description}.` }]);
}
application.validate(project);
if (application.logger.hasErrors() || application.logger.hasWarnings()) {
  throw new Error("Docstrings are missing or refer to what does not exist");
}
rmSync(out, { recursive: true, force: true });
await application.generateOutputs(project);
