import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GatewayClient } from "../src/api/GatewayClient";
import { retryAfterMs } from "../src/api/retryAfter";
import type { CallFailure } from "../src/call/CallError";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const GRANT = { callId: "call_1", room: "call_1", url: "wss://eu.test", token: "t", identity: "caller-1", region: "eu", expiresAt: "2026-01-01T00:01:00Z" };

let server: Server;
let client: GatewayClient;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const never = new AbortController().signal;

beforeEach(async () => {
  server = createServer((request, response) => (request.url === "/api/challenge" ? response.writeHead(204).end() : answer(request, response)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  client = new GatewayClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function reply(status: number, body: unknown, headers: Record<string, string> = {}): void {
  answer = (_, response) => response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
}

async function failure(): Promise<CallFailure["error"]> {
  return client.createCall({}, never).then(
    () => Promise.reject(new Error("The call was granted.")),
    (error: CallFailure) => error.error,
  );
}

describe("createCall", () => {
  test("sends the choice and returns the grant", async () => {
    let received = "";
    answer = (request, response) => {
      expect([request.method, request.url]).toEqual(["POST", "/api/calls"]);
      request.on("data", (chunk: Buffer) => (received += chunk.toString()));
      request.on("end", () => response.writeHead(201).end(JSON.stringify(GRANT)));
    };
    const grant = await client.createCall({ persona: "concierge", locale: "en-GB" }, never);
    expect(grant).toEqual({ callId: "call_1", room: "call_1", url: "wss://eu.test", token: "t", region: "eu", generation: 1, resumeToken: undefined });
    expect(JSON.parse(received)).toEqual({ persona: "concierge", locale: "en-GB" });
  });

  test("resume names the call in the address and sends its secret in the body", async () => {
    let received = "";
    answer = (request, response) => {
      expect([request.method, request.url]).toEqual(["POST", "/api/calls/call_1/resume"]);
      request.on("data", (chunk: Buffer) => (received += chunk.toString()));
      request.on("end", () => response.writeHead(201).end(JSON.stringify({ ...GRANT, room: "call_1.2", generation: 2, resumeToken: "next" })));
    };
    const resumed = await client.resumeCall({ callId: "call_1", resumeToken: "secret", attempt: "a", reason: "moving" }, never);
    expect(resumed).toMatchObject({ grant: { room: "call_1.2", generation: 2, resumeToken: "next" } });
    expect(JSON.parse(received)).toEqual({ resumeToken: "secret", attempt: "a", reason: "moving" });
  });

  test.each([
    [409, { type: "/problems/already-resumed" }, {}, { status: 409, problem: "already-resumed" }],
    [503, { type: "https://e.test/problems/livekit-unavailable" }, { "Retry-After": "5" }, { status: 503, problem: "livekit-unavailable", retryAfterMs: 5_000 }],
    [409, "<html>", {}, { status: 409 }],
    [502, { type: "about:blank" }, {}, { status: 502 }],
    [201, { callId: 7 }, {}, { status: 201 }],
    [201, "<html>", {}, {}],
  ] as [number, unknown, Record<string, string>, object][])("a resume that is answered %i %j is told by its name", async (status, body, headers, expected) => {
    reply(status, body, headers);
    expect(await client.resumeCall({ callId: "call_1", resumeToken: "secret", attempt: "a", reason: "moving" }, never)).toEqual(expected);
  });

  test("a resume whose answer is lost has none", async () => {
    answer = (request) => request.socket.destroy();
    expect(await client.resumeCall({ callId: "call_1", resumeToken: "secret", attempt: "a", reason: "moving" }, never)).toEqual({});
  });

  test.each([
    [200, { state: "recovering" }, "recovering"],
    [200, { state: "gone" }, "gone"],
    [200, { state: "odd" }, undefined],
    [401, { state: "active" }, undefined],
  ])("the call's own region answers %i %j", async (status, body, expected) => {
    answer = (request, response) => {
      expect([request.url, request.headers.authorization]).toEqual(["/api/calls/call_1", "Bearer secret"]);
      response.writeHead(status).end(JSON.stringify(body));
    };
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const grant = { callId: "call_1", room: "call_1", url, token: "t", region: "eu", generation: 1, resumeToken: "secret" };
    expect(await client.callStanding(grant, never)).toBe(expected);
    server.closeAllConnections();
  });

  test.each([
    [503, { type: "https://e.test/problems/no-capacity" }, { "Retry-After": "7" }, { code: "no-capacity", retryAfterMs: 7000 }],
    [503, { type: "urn:x/no-capacity" }, {}, { code: "no-capacity", retryAfterMs: 10_000 }],
    [503, { type: "about:blank", detail: "Draining." }, {}, { code: "unreachable", detail: "Draining." }],
    [429, {}, { "Retry-After": "3" }, { code: "rate-limited", retryAfterMs: 3000 }],
    [429, "slow down", {}, { code: "rate-limited", retryAfterMs: 30_000 }],
    [400, { errors: { persona: ["Unknown persona."] } }, {}, { code: "refused", detail: "persona: Unknown persona." }],
    [400, { errors: "odd", detail: "Bad." }, {}, { code: "refused", detail: "Bad." }],
    [500, "<html>", {}, { code: "failed", detail: "The service answered with status 500." }],
    [502, "<html>", {}, { code: "unreachable" }],
    [504, {}, {}, { code: "unreachable" }],
  ] as [number, unknown, Record<string, string>, object][])("%i %j %j is %j", async (status, body, headers, expected) => {
    reply(status, body, headers);
    expect(await failure()).toEqual(expected);
  });

  test.each(["", "not json", [], { ...GRANT, token: 7 }, { ...GRANT, url: "javascript:alert(1)" }])("201 with %j is a failure", async (body) => {
    reply(201, body);
    expect((await failure()).code).toBe("failed");
  });

  test("a server that hangs up is unreachable", async () => {
    answer = (request) => request.socket.destroy();
    expect(await failure()).toEqual({ code: "unreachable" });
  });

  test("a long detail is shortened", async () => {
    reply(400, { detail: "x".repeat(5000) });
    expect((await failure()).detail).toHaveLength(240);
  });
});

describe("personas", () => {
  test("keeps what is well formed", async () => {
    reply(200, [{ id: "a", title: "A", description: "d" }, { id: "", title: "B" }, null, { title: "C" }]);
    expect(await client.personas(never)).toEqual([{ id: "a", title: "A", description: "d" }]);
  });

  test.each([[500, "broken"], [200, "not json"], [200, { no: "list" }]])("%i %j is an empty list", async (status, body) => {
    reply(status, body);
    expect(await client.personas(never)).toEqual([]);
  });
});

describe("retryAfterMs", () => {
  test.each([
    [null, undefined],
    ["", undefined],
    ["soon", undefined],
    ["0", 0],
    ["12", 12_000],
    ["99999999", 600_000],
    ["Thu, 01 Jan 2026 00:00:05 GMT", 5000],
    ["Wed, 31 Dec 2025 00:00:00 GMT", 0],
  ])("%j is %j", (header, expected) => {
    expect(retryAfterMs(header, NOW)).toBe(expected);
  });
});
