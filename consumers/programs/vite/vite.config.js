import { writeFileSync } from "node:fs";
import { defineConfig } from "vite";

/** Records which modules the page contains. */
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
  // Vite's preload polyfill touches the document before the page runs. This page doesn't need it.
  build: { modulePreload: { polyfill: false } },
  plugins: [moduleList()],
});
