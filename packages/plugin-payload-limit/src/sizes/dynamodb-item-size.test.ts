import { NumberValue } from "@aws-sdk/lib-dynamodb";
import { describe, expect, it } from "vitest";
import { dynamodbItemSize } from "./dynamodb-item-size.js";

describe("the size of a DynamoDB item", () => {
  it.each([
    ["a text in UTF-8, with its name", { né: { S: "é" } }, { né: "é" }, 3 + 2],
    [
      "a number by its digits, without the zeros around them",
      { n: { N: "-1200.50" } },
      { n: -1200.5 },
      1 + 4,
    ],
    [
      "a number of the document client's class",
      { n: { NS: ["-1200.50"] }, m: { M: { n: { N: "5" } } } },
      { n: new Set([NumberValue.from("-1200.50")]), m: new Map([["n", NumberValue.from("5")]]) },
      1 + 4 + 1 + 3 + 1 + 1 + 2,
    ],
    ["a large number by its digits, whatever its exponent", { n: { N: "1e100" } }, { n: 1e100 }, 1 + 2],
    [
      "bytes as they are before they are encoded",
      { b: { B: new Uint8Array(9) } },
      { b: new Uint8Array(9) },
      1 + 9,
    ],
    [
      "a boolean or a null as one byte",
      { t: { BOOL: true }, n: { NULL: true } },
      { t: true, n: null },
      1 + 1 + 1 + 1,
    ],
    [
      "a list with 3 bytes, and one for each element",
      { l: { L: [{ S: "ab" }, { N: "5" }] } },
      { l: ["ab", 5] },
      1 + 3 + 1 + 2 + 1 + 2,
    ],
    [
      "a map with 3 bytes, and one for each member",
      { m: { M: { k: { S: "ab" }, x: { S: "" } } } },
      { m: { k: "ab", x: "" } },
      1 + 3 + 1 + 1 + 2 + 1 + 1,
    ],
    ["an empty list or map as 3 bytes", { l: { L: [] }, m: { M: {} } }, { l: [], m: {} }, 1 + 3 + 1 + 3],
    [
      "sets by what is in them",
      { s: { SS: ["a", "bc"] }, n: { NS: ["12", "3"] } },
      { s: new Set(["a", "bc"]), n: new Set([12, 3]) },
      1 + 3 + 1 + 4,
    ],
    [
      "a set of bytes",
      { b: { BS: [new Uint8Array(2), new Uint8Array(3)] } },
      { b: new Set([new Uint8Array(2), new Uint8Array(3)]) },
      1 + 5,
    ],
  ])("counts %s", (_, typed, plain, size) => {
    expect([dynamodbItemSize(typed), dynamodbItemSize(plain)]).toEqual([size, size]);
  });

  it("takes a map of one member that is called like a type for a map, where its value is not of the type", () => {
    expect(dynamodbItemSize({ m: { S: 5 } })).toBe(1 + 3 + 1 + 1 + 2);
  });

  it("is 0 for what is no item", () => {
    expect([dynamodbItemSize(undefined), dynamodbItemSize("text")]).toEqual([0, 0]);
  });
});
