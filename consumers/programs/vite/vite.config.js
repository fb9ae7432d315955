import { writeFileSync } from "node:fs";
import { defineConfig } from "vite";

/** Writes down which modules the page is made of. */
function moduleList() {
  return {
    name: "module-list",
    generateBundle() {
      writeFileSync("modules.json", JSON.stringify([...this.getModuleIds()]));
    },
  };
}

export default defineConfig({
  base: "./",
  // Vite's polyfill for preloading touches the document before the page does anything; this page has no need of one.
  build: { modulePreload: { polyfill: false } },
  plugins: [moduleList()],
});
