import { DEFAULT_CREDENTIALS } from "../options.js";
import { STEP_GRAMMAR } from "../respond/respond-script.js";

/** The port of the command, unless told otherwise. */
export const DEFAULT_PORT = 4569;

/** The options of the command, for `parseArgs`. */
export const OPTIONS = {
  port: { type: "string" },
  host: { type: "string" },
  credentials: { type: "string", multiple: true },
  respond: { type: "string", multiple: true },
  "max-body": { type: "string" },
  enforce: { type: "boolean" },
  verbose: { type: "boolean", short: "v", multiple: true },
  json: { type: "boolean" },
  only: { type: "string", multiple: true },
  save: { type: "string" },
  load: { type: "string" },
  har: { type: "string" },
  forward: { type: "string" },
  page: { type: "boolean" },
  "no-page": { type: "boolean" },
  "page-port": { type: "string" },
  open: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** The text of --help. */
export const HELP = `Usage: tucuxi-inspector [options]
       tucuxi-inspector [options] -- COMMAND [ARGUMENTS…]

A local AWS endpoint that answers every request and prints a line about it: time, service, operation,
status, bytes on the wire and decoded, and whether the signature is valid.

With a COMMAND, it runs that with the environment variables that point AWS clients here, and ends with it.

  --port PORT            the port to listen on; 0 takes a free one (default ${DEFAULT_PORT}; 0 with a COMMAND)
  --host HOST            the address to listen on (default 127.0.0.1)
  --credentials KEY:SECRET[:TOKEN]
                         an access key that signatures are checked against; may be given again
                         (default: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN when set,
                         else ${DEFAULT_CREDENTIALS.accessKeyId}:${DEFAULT_CREDENTIALS.secretAccessKey})
  --enforce              refuse bad signatures and checksums as AWS does, instead of reporting them only
  --max-body SIZE        the largest body, sent and decoded: bytes, or with K, M, G (default 64M)

The page, which shows everything in a browser:
  --page, --no-page      with or without it (default: with it, but not with a COMMAND)
  --page-port PORT       its port (default: a free one)
  --open                 open it in the browser

What it answers:
  --respond STEP,STEP,…  answers for the first requests, in order; afterwards every request succeeds
  --respond OPERATION=STEP,STEP,…
                         the same for an operation, such as s3.PutObject or '*.Put*'; may be given again
  --respond OPERATION=FILE
                         answers every request of the operation with the contents of a file: the output as
                         .json, or the body as .xml, .cbor or anything else

  --forward URL          pass requests on to something real that no answer is given for, signed anew with the
                         credentials of the environment: http://localhost:5000, or
                         https://{service}.{region}.amazonaws.com for AWS

What it prints and writes:
  -v, --verbose          print headers (signed ones marked with *), body and answer too; secrets are masked.
                         Given twice, also the canonical request and the string to sign
  --json                 print one JSON object for each request, with everything in it, secrets too
  --only OPERATION       print these requests only; may be given again
  --save FILE            write the session to a file, secrets too
  --load FILE            print a saved session instead of listening
  --har FILE             write a HAR file, for browsers' developer tools and others; secrets are masked

  -h, --help             print this
  --version              print the version

Steps:
${STEP_GRAMMAR.map(([word, meaning]) => `  ${word.padEnd(17)}${meaning}`).join("\n")}
`;
