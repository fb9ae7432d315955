/**
 * Tests the logger's redaction on many clients. Installs them in a separate folder, and quotes each of their sensitive
 * members in each spelling, whole and cut.
 *
 *     node --import tsx scripts/prove-redaction.ts             # sixty clients
 *     node --import tsx scripts/prove-redaction.ts ses sso     # these clients
 *     PROVE_ALL=1 node --import tsx scripts/prove-redaction.ts sts   # every spelling, cut at every place
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The clients with the most sensitive members, in all protocols. */
const CLIENTS = `
datazone bedrock-agentcore-control cognito-identity-provider quicksight chime-sdk-voice mgn gamelift location qconnect
customer-profiles deadline ec2 workdocs rds bedrock ssm connect chime-sdk-messaging workspaces-web backup drs bedrock-agent
auditmanager bedrock-agentcore organizations verifiedpermissions chime-sdk-identity cloudfront fsx redshift s3 comprehend
device-farm lambda partnercentral-selling sfn chime-sdk-media-pipelines forecast iotsitewise personalize tnb
bedrock-data-automation bedrock-agent-runtime cleanrooms ecs mailmanager resiliencehub billingconductor datasync
directory-service glue kms budgets workmail transfer iam account secrets-manager sts sso-oidc
`;

const names = process.argv.length > 2 ? process.argv.slice(2) : CLIENTS.trim().split(/\s+/);
const packages = names.map((name) => `@aws-sdk/client-${name}`);
const folder = mkdtempSync(join(tmpdir(), "prove-redaction-"));
try {
  writeFileSync(join(folder, "package.json"), "{}");
  execFileSync("npm", ["install", "--silent", "--no-audit", "--no-fund", ...packages], {
    cwd: folder,
    stdio: "inherit",
  });
  const require = createRequire(join(folder, "package.json"));
  const env = { ...process.env, PROVE_CLIENTS: packages.map((name) => require.resolve(name)).join(",") };
  const test = "packages/plugin-logger/test/every-sensitive-member.test.ts";
  execFileSync("npx", ["vitest", "run", test], { env, stdio: "inherit" });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
