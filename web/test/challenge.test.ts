import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { answerChallenge, challengeOf } from "../src/api/challenge";
import { GatewayClient } from "../src/api/GatewayClient";
import type { CallFailure } from "../src/call/CallError";

const never = new AbortController().signal;
const GRANT = { callId: "call_1", url: "wss://eu.test", token: "t" };

function question(number: number, maxnumber = 500) {
  const salt = `abc?expires=1&maxnumber=${maxnumber}`;
  return { kind: "proof-of-work", algorithm: "SHA-256", challenge: createHash("sha256").update(salt + number).digest("hex"), salt, maxnumber, signature: "s" };
}

describe("answerChallenge", () => {
  test("finds the number, be it the first or the last", async () => {
    for (const number of [0, 321, 500]) {
      const asked = question(number);
      const proof = JSON.parse(atob((await answerChallenge(asked, never))!)) as unknown;
      expect(proof).toEqual({ algorithm: "SHA-256", challenge: asked.challenge, number, salt: asked.salt, signature: "s" });
    }
  });

  test("gives up what has no answer, and what it does not know", async () => {
    expect(await answerChallenge({ ...question(1), challenge: "00" }, never)).toBeUndefined();
    expect(await answerChallenge({ ...question(1), algorithm: "SHA-1" }, never)).toBeUndefined();
    expect(await answerChallenge({ kind: "riddle" }, never)).toBeUndefined();
  });

  test("ends when the caller hangs up", async () => {
    const hangUp = new AbortController();
    const answer = answerChallenge({ ...question(0, 100_000_000), challenge: "00" }, hangUp.signal);
    hangUp.abort();
    await expect(answer).rejects.toThrow();
  });

  test.each([undefined, null, "x", {}, { challenge: null }, { challenge: { kind: 1 } }])("reads no challenge from %j", (problem) => {
    expect(challengeOf(problem)).toBeUndefined();
  });
});

describe("createCall", () => {
  let server: Server;
  let client: GatewayClient;
  let proofs: (string | undefined)[];
  let questions: object[];

  beforeEach(async () => {
    [proofs, questions] = [[], []];
    server = createServer((request, response) => {
      if (request.url === "/api/challenge") {
        const first = questions.shift();
        response.writeHead(first ? 200 : 204).end(first && JSON.stringify(first));
        return;
      }
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        proofs.push((JSON.parse(body) as { proof?: string }).proof);
        const challenge = questions.shift();
        response.writeHead(challenge ? 403 : 201).end(JSON.stringify(challenge ? { type: "/problems/challenge-required", detail: "Answer.", challenge } : GRANT));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    client = new GatewayClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`);
  });

  afterEach(() => server.close());

  test("answers what the gateway asks and sends the request again", async () => {
    questions = [question(7), question(300)];
    expect(await client.createCall({ persona: "echo" }, never)).toMatchObject({ callId: "call_1" });
    expect(proofs.map((proof) => proof && (JSON.parse(atob(proof)) as { number: number }).number)).toEqual([7, 300]);
  });

  test("sends no proof where none is asked for", async () => {
    expect(await client.createCall({ persona: "echo" }, never)).toMatchObject({ callId: "call_1" });
    expect(proofs).toEqual([undefined]);
  });

  test("does not go on for ever", async () => {
    questions = Array.from({ length: 20 }, () => question(1));
    const error = await client.createCall({}, never).catch((failure: CallFailure) => failure.error);
    expect(error).toMatchObject({ code: "refused", detail: "Answer." });
    expect(proofs).toHaveLength(4);
  });
});
