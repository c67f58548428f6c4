// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { problem } from "../../src/dashboard/api/http";
import type { Problem } from "../../src/dashboard/api/types";
import { fixture } from "./fixtures";

const answer = (body: string, status = 400) => new Response(body, { status, statusText: "Bad Request" });

describe("problem", () => {
  it("says which field is wrong and how to set it right", async () => {
    const example = fixture<Problem>("problem");
    const field = Object.keys(example.errors!)[0]!;
    expect(await problem(answer(JSON.stringify(example)))).toContain(`${field}: ${example.errors![field]![0]}`);
  });

  it("falls back from detail to title to the status", async () => {
    expect(await problem(answer('{"title":"No such call","detail":"It was dropped."}'))).toBe("It was dropped.");
    expect(await problem(answer('{"title":"No such call"}'))).toBe("No such call");
    expect(await problem(answer("<html>"))).toBe("The dashboard answered 400 Bad Request");
  });
});
