/** Writes the picture of the page that the README shows. */
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { startChromium } from "../../../runtimes/browser/chromium.js";
import { sendSampleRequests } from "../page/test/sample-requests.js";
import { startInspector } from "../src/index.js";

const target = join(dirname(dirname(fileURLToPath(import.meta.url))), "page.png");

await using inspector = await startInspector({ port: 4569, page: true });
await sendSampleRequests(inspector);
const browser = await startChromium();
try {
  const tab = await browser.newPage({ viewport: { width: 1440, height: 720 }, colorScheme: "light" });
  await tab.goto(inspector.page?.url ?? "");
  await tab.getByText("▸ 3").click();
  await tab.getByRole("option", { name: /Invoke/ }).click();
  await tab.getByRole("tab", { name: /Signature/ }).click();
  await tab.getByText("The query parameter via was added after signing.").waitFor();
  await tab.screenshot({ path: target });
} finally {
  await browser.close();
}
