import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";
import type { Editor } from "./completions.js";

/** TypeScript 7's language server, its only stable interface, with one file of a project open. */
export class LanguageServer implements Editor {
  readonly #process: ChildProcess;
  readonly #connection: MessageConnection;
  readonly #uri: string;
  #version = 0;

  private constructor(project: string) {
    const file = join(project, "server.ts");
    writeFileSync(file, "");
    this.#uri = pathToFileURL(file).href;
    const tsc = join(project, "node_modules", "typescript", "bin", "tsc");
    const server = spawn(process.execPath, [tsc, "--lsp", "--stdio"], {
      cwd: project,
      stdio: ["pipe", "pipe", "ignore"],
      timeout: 120_000,
    });
    this.#process = server;
    const [reader, writer] = [new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin)];
    this.#connection = createMessageConnection(reader, writer);
    // Answers the server's own requests with nothing.
    this.#connection.onRequest(() => null);
    this.#connection.listen();
  }

  /** Starts the server in a project that has TypeScript installed, and opens a file. */
  static async start(project: string): Promise<LanguageServer> {
    const server = new LanguageServer(project);
    await server.#connection.sendRequest("initialize", {
      processId: process.pid,
      rootUri: null,
      capabilities: {},
    });
    await server.#connection.sendNotification("initialized", {});
    const textDocument = { uri: server.#uri, languageId: "typescript", version: 0, text: "" };
    await server.#connection.sendNotification("textDocument/didOpen", { textDocument });
    return server;
  }

  /** Replaces the file with a program, and returns the names offered at this offset. */
  async complete(program: string, offset: number): Promise<readonly string[]> {
    const result = await this.#ask<{ readonly items?: readonly { readonly label: string }[] }>(
      "textDocument/completion",
      program,
      offset,
    );
    return result?.items?.map(({ label }) => label) ?? [];
  }

  /** Replaces the file with a program, and returns what is shown for the name at this offset. */
  async hover(program: string, offset: number): Promise<string> {
    const result = await this.#ask<{ readonly contents?: { readonly value?: string } }>(
      "textDocument/hover",
      program,
      offset,
    );
    return result?.contents?.value ?? "";
  }

  async #ask<Result>(request: string, program: string, offset: number): Promise<Result | null> {
    const lines = program.slice(0, offset).split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1)?.length };
    const textDocument = { uri: this.#uri };
    await this.#connection.sendNotification("textDocument/didChange", {
      textDocument: { ...textDocument, version: ++this.#version },
      contentChanges: [{ text: program }],
    });
    return this.#connection.sendRequest(request, { textDocument, position });
  }

  stop(): void {
    this.#connection.dispose();
    this.#process.kill();
  }
}
