import { describe, expect, it } from "vitest";
import { CommandUsageError, parseCommandLine } from "./command-line.js";

describe("the command line", () => {
  it("has defaults", () => {
    expect(parseCommandLine([], {})).toEqual({
      kind: "start",
      output: { format: "line", only: [] },
      program: [],
      answerFiles: [],
      save: undefined,
      har: undefined,
      open: false,
      usesTestCredentials: true,
      options: {
        host: undefined,
        port: 4569,
        credentials: undefined,
        respond: undefined,
        respondTo: undefined,
        maxBodyBytes: undefined,
        page: { port: 0 },
        forward: undefined,
        keepRequests: undefined,
        verify: "report",
      },
    });
  });

  it("takes every option", () => {
    const args = ["--port=0", "--host", "::1", "--credentials", "a:b", "--credentials", "c:d:to:ken"];
    args.push("--respond", "500, throttle,delay:200:drop", "--max-body", "10M", "--enforce", "--json");
    args.push(
      "--only",
      "s3.Put*",
      "--only=GetItem",
      "--save",
      "session.jsonl",
      "--har=out.har",
      "--open",
      "--page-port",
      "4570",
      "--forward",
      "http://localhost:5000",
    );
    args.push(
      "--respond",
      "s3.Put*=throttle",
      "--respond",
      "s3.Put*=200",
      "--respond=sqs.*=400:AWS.Simple.NoQueue",
    );
    args.push("--respond", "s3.GetObject=./answer.xml", "--", "node", "--version", "--", "x");
    expect(parseCommandLine(args, { AWS_ACCESS_KEY_ID: "e", AWS_SECRET_ACCESS_KEY: "f" })).toEqual({
      kind: "start",
      output: { format: "json", only: ["s3.Put*", "GetItem"] },
      program: ["node", "--version", "--", "x"],
      answerFiles: [["s3.GetObject", "./answer.xml"]],
      save: "session.jsonl",
      har: "out.har",
      open: true,
      usesTestCredentials: false,
      options: {
        host: "::1",
        port: 0,
        credentials: [
          { accessKeyId: "a", secretAccessKey: "b" },
          { accessKeyId: "c", secretAccessKey: "d", sessionToken: "to:ken" },
        ],
        respond: ["500", "throttle", "delay:200:drop"],
        respondTo: { "s3.Put*": ["throttle", "200"], "sqs.*": ["400:AWS.Simple.NoQueue"] },
        maxBodyBytes: 10_485_760,
        page: { port: 4570 },
        forward: { url: "http://localhost:5000", credentials: { accessKeyId: "e", secretAccessKey: "f" } },
        keepRequests: undefined,
        verify: "enforce",
      },
    });
  });

  it("prints more with each -v, and takes a free port to run a program", () => {
    const format = (...args: string[]) => Reflect.get(parseCommandLine(args, {}), "output")?.format;
    expect([format("-v"), format("-vv"), format("--verbose"), format("-v", "-v")]).toEqual([
      "verbose",
      "very-verbose",
      "verbose",
      "very-verbose",
    ]);
    expect(parseCommandLine(["--", "node"], {})).toMatchObject({
      options: { port: 0, page: undefined, keepRequests: 0 },
    });
    expect(parseCommandLine(["--page", "--", "node"], {})).toMatchObject({ options: { page: { port: 0 } } });
    expect(parseCommandLine(["--no-page"], {})).toMatchObject({
      options: { page: undefined, keepRequests: 0 },
    });
    expect(parseCommandLine(["--port", "5", "--", "node"], {})).toMatchObject({ options: { port: 5 } });
    expect(parseCommandLine(["--load", "f", "-v"], {})).toEqual({
      kind: "load",
      file: "f",
      output: { format: "verbose", only: [] },
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
      '--respond: "sleep" isn\'t a response step; allowed are 200, 500, 400:ErrorCode',
    ],
    [["--respond", ""], '--respond: "" isn\'t a response step'],
    [["--respond", "delay:1:delay:1"], "\"delay:1:delay:1\" isn't a response step: a delay can't be delayed"],
    [["--respond", "delay:9999999999"], "a delay is at most 3600000 milliseconds"],
    [["--no-page", "--open"], "--no-page can't be combined with another page option"],
    [["--page-port", "x"], "--page-port x: a port is 0 to 65535"],
    [["--"], "-- needs a command after it"],
    [["node", "app.js"], "a command to run comes after --, as in: tucuxi-inspector -- node app.js"],
    [["--json", "-v"], "--json prints everything: leave -v out"],
    [["--only", "s3/x"], '--only: "s3/x" isn\'t a pattern for operations'],
    [["--load", "x", "--har", "y"], "--load prints a saved session, and can't be combined with --har"],
    [["--load", "x", "--", "node"], "can't be combined with a command"],
    [["--respond", "a b=500"], '--respond: "a b" isn\'t a pattern for operations'],
    [["--respond", "s3.*="], "after = comes a step or a file"],
    [["--respond", "s3.*=garbag"], '--respond: "garbag" isn\'t a response step'],
    [["--forward", "localhost:5000"], "--forward localhost:5000: it has to be an http or https URL, such as"],
    [["--credentials", "onlykey"], "--credentials takes KEY:SECRET or KEY:SECRET:TOKEN"],
  ])("is refused: %j", (args, message) => {
    expect(() => parseCommandLine(args, {})).toThrow(CommandUsageError);
    expect(() => parseCommandLine(args, {})).toThrow(message);
  });
});
