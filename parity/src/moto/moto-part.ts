import type { PartResult, Report } from "../report.js";
import { CHECKS } from "./checks.js";
import { GUARD_CHECKS } from "./guard-check.js";
import { PLUGIN_CHECKS } from "./plugin-checks.js";
import { MotoServer } from "./server.js";

/** Runs every check against moto's server. */
export async function motoPart(report: Report): Promise<PartResult> {
  report.heading("moto's server as the other end");
  const failures: string[] = [];
  const checks = Object.entries({ ...CHECKS, ...PLUGIN_CHECKS, ...GUARD_CHECKS });
  await using moto = await MotoServer.start();
  for (const [name, check] of checks) {
    report.progress(name);
    try {
      await check(moto);
    } catch (error) {
      failures.push(
        `moto: ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }
  return {
    summary: [`checks with moto passed: ${checks.length - failures.length} of ${checks.length}`],
    checks: checks.length,
    failures,
  };
}
