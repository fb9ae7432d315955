import { expect, it } from "vitest";
import { migrate } from "../../src/migrate/transform.js";

const IMPORT = 'import { mockClient } from "aws-sdk-client-mock";\nconst mock = mockClient(SNSClient);\n';
const MIGRATED =
  'import { stub } from "@tucuxi/plugin-stubber";\nconst mock = stub(SNSClient, { unused: "ignore" });\n';

function migrated(line: string): string {
  return migrate(`${IMPORT}${line}\n`, "test.ts").source.replace(MIGRATED, "").trimEnd();
}

it.each([
  [
    "mock.on(PublishCommand).resolves({ MessageId: '1' });",
    "mock.on(PublishCommand).returns({ MessageId: '1' });",
  ],
  [
    "mock.on(PublishCommand, { Message: 'a' }, true).resolves();",
    "mock.on(PublishCommand, { Message: 'a' }, { exact: true }).returns();",
  ],
  [
    "mock.on(PublishCommand, input, strict).resolves({});",
    "mock.on(PublishCommand, input, { exact: strict }).returns({});",
  ],
  ["mock.onAnyCommand().resolves({});", 'mock.on("*.*").returns({});'],
  ["mock.onAnyCommand(input).resolves({});", 'mock.on("*.*", input).returns({});'],
  ["mock.resolves({});", 'mock.on("*.*").returns({});'],
  ["mock.rejects();", 'mock.on("*.*").fails(new Error());'],
  ["mock.on(A).rejects('no');", "mock.on(A).fails(new Error('no'));"],
  ["mock.on(A).rejects({ name: 'No' });", "mock.on(A).fails(Object.assign(new Error(), { name: 'No' }));"],
  ["mock.on(A).rejects(error);", "mock.on(A).fails(error);"],
  ["mock.on(A).resolvesOnce(a).rejectsOnce(b).resolves(c);", "mock.on(A).returns(a).fails(b).returns(c);"],
  ["mock.on(A).resolvesOnce(a).resolvesOnce(b);", "mock.on(A).returns(a).returns(b).once();"],
  [
    "mock.resolves({}).on(A).resolves(a).on(B).rejectsOnce(b);",
    'mock.on("*.*").returns({}).on(A).returns(a).on(B).fails(b).once();',
  ],
  ["mock.on(A).callsFake((input) => fake(input));", "mock.on(A).calls((input) => fake(input));"],
  [
    "mock.on(A).callsFakeOnce(async (input, getClient) => getClient().config.region());",
    "mock.on(A).calls(async (input, { client: getClient }) => getClient.config.region()).once();",
  ],
  ["mock.calls();", "mock.calls;"],
  ["mock.call(0).args[0].input;", "mock.calls[0].params;"],
  ["mock.calls()[1]?.args[0].input.Message;", "mock.calls[1]?.params.Message;"],
  ["mock.commandCalls(A)[0].firstArg.input;", "mock.callsOf(A)[0].params;"],
  [
    "mock.commandCalls(A, { Message: 'a' }, true).length;",
    "mock.callsOf(A, { Message: 'a' }, { exact: true }).length;",
  ],
  ["mock.reset();", "mock.reset();"],
  ["mock.resetHistory();", "mock.clearCalls();"],
  ["mock.restore();", "mock.restore();"],
  ["expect(mock).toHaveReceivedAnyCommand();", 'expect(mock).toHaveSent("*.*");'],
  ["expect(mock).toHaveReceivedCommand(A);", "expect(mock).toHaveSent(A);"],
  ["expect(mock).not.toReceiveCommand(A);", "expect(mock).not.toHaveSent(A);"],
  ["expect(mock).toHaveReceivedCommandOnce(A);", "expect(mock).toHaveSentTimes(A, 1);"],
  ["expect(mock).toHaveReceivedCommandTimes(A, 2);", "expect(mock).toHaveSentTimes(A, 2);"],
  ["expect(mock).toHaveReceivedCommandWith(A, input);", "expect(mock).toHaveSent(A, input);"],
  [
    "expect(mock).toHaveReceivedCommandExactlyOnceWith(A, input);",
    "expect(mock).toHaveSentTimes(A, 1, input);",
  ],
  [
    "expect(mock).toHaveReceivedNthCommandWith(2, A, input);",
    "expect(mock).toHaveSentNth(2, A, input, { ofAll: true });",
  ],
  ["expect(mock).toReceiveNthSpecificCommandWith(2, A, input);", "expect(mock).toHaveSentNth(2, A, input);"],
])("rewrites %s", (before, after) => {
  expect(migrated(before)).toBe(after);
});

it.each([
  ["mock.send.callCount;", "there is no Sinon stub of send"],
  ["expect(mock.call(0).args[0]).toBeInstanceOf(A);", "this reads Sinon's spy"],
  ["await mock.call(0).returnValue;", "this reads Sinon's spy"],
  ["mock.on(A).resolves(a).resolvesOnce(b);", "here returns() answers first"],
  [
    "expect(mock).toHaveReceivedLastCommandWith(A, input);",
    "there is no matcher like toHaveReceivedLastCommandWith",
  ],
  [
    "mock.on(A).callsFake((input, ...more) => more);",
    "the second parameter of the function is { client } now",
  ],
  ["other = mockClient(B, { sandbox });", "there are no Sinon sandboxes"],
  ["beforeEach(() => { other = mockClient(B); });", "take this stub off after each test"],
])("marks what it cannot rewrite: %s", (line, reason) => {
  const { source, marks } = migrate(`${IMPORT}  ${line}\n`, "test.ts");
  expect(marks).toContainEqual({ line: 3, reason: expect.stringContaining(reason) });
  expect(source).toContain(`\n  // tucuxi-stubber: ${marks[0]?.reason}\n  `);
});

it("rewrites imports of every form, and types", () => {
  const source = [
    "import 'aws-sdk-client-mock-jest';",
    "import { type AwsClientStub as Mock, mockClient as mocked } from 'aws-sdk-client-mock'",
    "let mock: Mock<SNSClient>;",
    "mock.on(A).resolves({});",
    "const direct = mocked(new SNSClient({}) as any);",
    "direct.resolves({});",
  ];
  expect(migrate(source.join("\n"), "a.ts").source.split("\n")).toEqual([
    "import '@tucuxi/plugin-stubber/jest';",
    "import { stub, type Stubs } from '@tucuxi/plugin-stubber'",
    "let mock: Stubs;",
    "mock.on(A).returns({});",
    'const direct = stub(new SNSClient({}) as any, { unused: "ignore" });',
    'direct.on("*.*").returns({});',
  ]);
  const required =
    'const { mockClient } = require("aws-sdk-client-mock");\nconst stub = mockClient(A);\nstub.resolves();\n';
  expect(migrate(required, "a.js").source).toBe(
    'const { stub: stubClient } = require("@tucuxi/plugin-stubber");\nconst stub = stubClient(A, { unused: "ignore" });\nstub.on("*.*").returns();\n',
  );
  expect(migrate('import "aws-sdk-client-mock-vitest/extend";\n', "a.ts").source).toBe(
    'import "@tucuxi/plugin-stubber/vitest";\n',
  );
});

it("leaves other files, and other objects' methods, alone", () => {
  const other = "const mock = vi.fn(); mock.resolves(1); expect(x).toHaveBeenCalled();";
  expect(migrate(other, "a.ts")).toEqual({ source: other, isChanged: false, marks: [] });
  expect(migrated("sinonStub.resolves(1); const call = other.calls();")).toBe(
    "sinonStub.resolves(1); const call = other.calls();",
  );
});

it("reads JSX, decorators and using", () => {
  const { source } = migrate(`${IMPORT}const a = <b>{mock.calls()}</b>;\n`, "test.tsx");
  expect(source).toContain("<b>{mock.calls}</b>");
  expect(
    migrate(`${IMPORT}class A { @b() c = mock.calls(); }\nusing x = y();\n`, "test.ts").source,
  ).toContain("c = mock.calls;");
});
