import { describe, expect, it } from "vitest";
import { CommandUsageError, parseCommandLine } from "./command-line.js";

describe("the command line", () => {
  it("has defaults", () => {
    expect(parseCommandLine([], {})).toEqual({
      kind: "start",
      json: false,
      usesTestCredentials: true,
      options: {
        host: undefined,
        port: 4569,
        credentials: undefined,
        respond: undefined,
        maxBodyBytes: undefined,
        keepRequests: 100,
        verify: "report",
      },
    });
  });

  it("takes every option", () => {
    const args = ["--port=0", "--host", "::1", "--credentials", "a:b", "--credentials", "c:d:to:ken"];
    args.push("--respond", "500, throttle,delay:200:drop", "--max-body", "10M", "--enforce", "--json");
    expect(parseCommandLine(args, {})).toEqual({
      kind: "start",
      json: true,
      usesTestCredentials: false,
      options: {
        host: "::1",
        port: 0,
        credentials: [
          { accessKeyId: "a", secretAccessKey: "b" },
          { accessKeyId: "c", secretAccessKey: "d", sessionToken: "to:ken" },
        ],
        respond: ["500", "throttle", "delay:200:drop"],
        maxBodyBytes: 10_485_760,
        keepRequests: 100,
        verify: "enforce",
      },
    });
  });

  it("takes credentials from the environment, unless it is given others", () => {
    const env = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b", AWS_SESSION_TOKEN: "c" };
    expect(parseCommandLine([], env)).toMatchObject({
      usesTestCredentials: false,
      options: { credentials: [{ accessKeyId: "a", secretAccessKey: "b", sessionToken: "c" }] },
    });
    expect(parseCommandLine(["--credentials", "x:y"], env)).toMatchObject({
      options: { credentials: [{ accessKeyId: "x", secretAccessKey: "y" }] },
    });
  });

  it.each([
    [["--prot", "1"], "unknown option --prot: did you mean --port?"],
    [["--credential", "a:b"], "unknown option --credential: did you mean --credentials?"],
    [["--zzzzzzzzzzzz"], "unknown option --zzzzzzzzzzzz: known are --port, --host"],
    [["--port"], "Option '--port <value>' argument missing"],
    [["--enforce=no"], "Option '--enforce' does not take an argument"],
    [["extra"], "Unexpected argument 'extra'"],
    [["--port", "x"], "--port x: a port is 0 to 65535"],
    [["--port", "65536"], "--port 65536: a port is 0 to 65535"],
    [["--max-body", "0"], "--max-body 0: a size is a number of bytes, or like 500K, 10M, 1G"],
    [["--max-body", "1T"], "--max-body 1T: a size is a number of bytes"],
    [
      ["--respond", "500,sleep"],
      '--respond: "sleep" is not a response step; allowed are 200, 500, 400:ErrorCode',
    ],
    [["--respond", ""], '--respond: "" is not a response step'],
    [["--respond", "delay:1:delay:1"], '"delay:1:delay:1" is not a response step: a delay cannot be delayed'],
    [["--respond", "delay:9999999999"], "a delay is at most 3600000 milliseconds"],
    [["--credentials", "onlykey"], "--credentials takes KEY:SECRET or KEY:SECRET:TOKEN"],
  ])("is refused: %j", (args, message) => {
    expect(() => parseCommandLine(args, {})).toThrow(CommandUsageError);
    expect(() => parseCommandLine(args, {})).toThrow(message);
  });
});
