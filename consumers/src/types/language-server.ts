import { type ChildProcess, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Editor } from "./completions.js";

/** A message of the Language Server Protocol, as far as it is read here. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly result?: { readonly items?: readonly { readonly label: string }[] } | null;
  readonly error?: { readonly message: string };
}

const ENDED: Message = { error: { message: "the language server has ended" } };

const HEADER_END = "\r\n\r\n";

/**
 * The language server of TypeScript 7, which has no other interface that is stable, with one file of a project open.
 * https://microsoft.github.io/language-server-protocol/
 */
export class LanguageServer implements Editor {
  readonly #process: ChildProcess;
  readonly #uri: string;
  readonly #answers = new Map<number, (message: Message) => void>();
  #received = Buffer.alloc(0);
  #requests = 0;
  #version = 0;

  private constructor(project: string) {
    const file = join(project, "server.ts");
    writeFileSync(file, "");
    this.#uri = pathToFileURL(file).href;
    const tsc = join(project, "node_modules", "typescript", "bin", "tsc");
    this.#process = spawn(process.execPath, [tsc, "--lsp", "--stdio"], {
      cwd: project,
      stdio: ["pipe", "pipe", "ignore"],
      timeout: 120_000,
    });
    this.#process.stdout?.on("data", (chunk: Buffer) => this.#receive(chunk));
    this.#process.on("exit", () => {
      for (const answer of this.#answers.values()) answer(ENDED);
    });
  }

  /** Starts the server in a project that has TypeScript installed, and opens a file there. */
  static async start(project: string): Promise<LanguageServer> {
    const server = new LanguageServer(project);
    await server.#request("initialize", { processId: process.pid, rootUri: null, capabilities: {} });
    server.#notify("initialized", {});
    const textDocument = { uri: server.#uri, languageId: "typescript", version: 0, text: "" };
    server.#notify("textDocument/didOpen", { textDocument });
    return server;
  }

  /** The names that are offered at an offset of a program, which replaces what was in the file. */
  async complete(program: string, offset: number): Promise<readonly string[]> {
    const lines = program.slice(0, offset).split("\n");
    const position = { line: lines.length - 1, character: lines.at(-1)?.length };
    const uri = this.#uri;
    this.#notify("textDocument/didChange", {
      textDocument: { uri, version: ++this.#version },
      contentChanges: [{ text: program }],
    });
    const { result } = await this.#request("textDocument/completion", { textDocument: { uri }, position });
    return result?.items?.map(({ label }) => label) ?? [];
  }

  /** Ends the server. */
  stop(): void {
    this.#process.kill();
  }

  #request(method: string, params: object): Promise<Message> {
    const id = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#answers.set(id, (message) => {
        if (message.error === undefined) resolve(message);
        else reject(new Error(`${method}: ${message.error.message}`));
      });
      if (this.#process.exitCode === null && this.#process.signalCode === null)
        this.#send({ id, method, params });
      else this.#answers.get(id)?.(ENDED);
    });
  }

  #notify(method: string, params: object): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    this.#process.stdin?.write(`Content-Length: ${Buffer.byteLength(text)}${HEADER_END}${text}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf(HEADER_END);
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.toString("latin1", 0, end))?.[1]);
      const start = end + HEADER_END.length;
      if (end < 0 || this.#received.length < start + length) return;
      const message: Message = JSON.parse(this.#received.toString("utf8", start, start + length));
      this.#received = this.#received.subarray(start + length);
      if (message.id === undefined) continue;
      // A question of the server's own: it is told that there is nothing to tell.
      if (message.method !== undefined) this.#send({ id: message.id, result: null });
      else this.#answers.get(message.id)?.(message);
    }
  }
}
