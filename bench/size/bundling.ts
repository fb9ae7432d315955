import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Bar, Figure } from "../src/figure.js";
import { measuring } from "../src/program.js";
import { type BundleSource, bundleSize } from "./bundle.js";
import { BUNDLES } from "./bundles.js";

/** Compiled beside the built packages: what it bundles is what is published. */
const folder = dirname(fileURLToPath(import.meta.url));

/** `node bundling.js`: the sizes of all bundles. */
await measuring(async (): Promise<Figure[]> => {
  const figures: Figure[] = [];
  const client = await bundleSize(BUNDLES["a program with a CloudWatch client"], folder);
  for (const [what, bundle] of Object.entries<BundleSource & { readonly bar?: Bar }>(BUNDLES)) {
    const { gzipped } = await bundleSize(bundle, folder);
    figures.push({
      group: "bundles, minified and gzipped",
      what,
      median: gzipped,
      unit: "bytes",
      over: { what: "CloudWatch client", median: client.gzipped },
      ratio: gzipped / client.gzipped,
      ...(bundle.bar && { bar: bundle.bar }),
    });
  }
  return figures;
});
