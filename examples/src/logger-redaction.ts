import { loadSensitiveMembers, redactMembers, SecretValues } from "@tucuxi/plugin-logger/redaction";

const params = { Name: "db", SecretString: "correct-horse-battery" };
const { input } = (await loadSensitiveMembers()).operation("secrets-manager", "CreateSecret");
const values = new SecretValues();
const members = redactMembers("input", params, params, { values, sensitive: input });

console.log(members.show().shown); // { Name: 'db', SecretString: '[redacted]' }
console.log(values.scrub("can't store correct\\u002dhorse-battery")); // can't store [redacted]
