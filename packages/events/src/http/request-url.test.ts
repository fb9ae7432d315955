import { describe, expect, test } from "vitest";
import { type HttpRequest, setUrl, urlOf } from "../index.js";

function requestTo(path: string, query: HttpRequest["query"] = {}): HttpRequest {
  return {
    method: "PUT",
    protocol: "https:",
    hostname: "s3.eu-west-1.amazonaws.com",
    path,
    query,
    headers: {},
  };
}

describe("setUrl with what urlOf gave", () => {
  test.each(["/b/x/../y", "/b/./y", "/b/%2e%2E/y", "/b/..", "/b//y", "/b/a b|c", "//b/y", "/"])(
    "leaves the path %s as it is, when only the query changes",
    (path) => {
      const request = requestTo(path, { "x-id": "PutObject", tag: ["a", "b"] });
      const url = urlOf(request);
      url.searchParams.set("team", "metrics");
      setUrl(request, url);
      expect(request).toEqual({
        ...requestTo(path, { "x-id": "PutObject", tag: ["a", "b"], team: "metrics" }),
        headers: { host: "s3.eu-west-1.amazonaws.com" },
      });
    },
  );

  test("moves a query that was written into the path, once", () => {
    const request = requestTo("/b/y?a=1");
    setUrl(request, urlOf(request));
    expect(request).toMatchObject({ path: "/b/y", query: { a: "1" } });
  });

  test("sets another path, resolved as URLs are", () => {
    const request = requestTo("/b/x/../y");
    const url = urlOf(request);
    url.pathname = "/b/z/../other";
    setUrl(request, url);
    expect(request.path).toBe("/b/other");
    setUrl(request, "http://127.0.0.1:9000/proxy");
    expect(request).toMatchObject({ protocol: "http:", hostname: "127.0.0.1", port: 9000, path: "/proxy" });
    expect(request.headers).toEqual({ host: "127.0.0.1:9000" });
  });
});
