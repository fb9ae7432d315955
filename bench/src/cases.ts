import { emitCase } from "../emit/case.js";
import { growthCase } from "../growth/case.js";
import { gzipCase } from "../gzip/case.js";
import { loggerCase } from "../logger/case.js";
import { sendCase } from "../send/case.js";
import { sizeCase } from "../size/case.js";
import { stackCase } from "../stack/case.js";
import { tracingCase } from "../tracing/case.js";
import type { Case } from "./case.js";

/** All that is measured, in the order in which it is shown. */
export const CASES: readonly Case[] = [
  sendCase,
  tracingCase,
  emitCase,
  growthCase,
  gzipCase,
  loggerCase,
  stackCase,
  sizeCase,
];
