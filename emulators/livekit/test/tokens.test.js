import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { join } from "./support/client.js";
import { openSignal } from "./support/rawClient.js";
import { KEY, SECRET, startServer } from "./support/server.js";
import { joinToken, token } from "./support/tokens.js";
import { dispose } from "@livekit/rtc-node";

const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
function handmade(header, claims, secret = SECRET) {
  const input = `${encode(header)}.${encode(claims)}`;
  return `${input}.${createHmac("sha256", secret).update(input).digest("base64url")}`;
}
const soon = () => Math.floor(Date.now() / 1000) + 60;
const claims = (extra) => ({ iss: KEY, sub: "alice", exp: soon(), video: { roomJoin: true, room: "r" }, ...extra });
const HS256 = { alg: "HS256", typ: "JWT" };

describe("access tokens", () => {
  let server;
  before(async () => (server = await startServer()));
  after(async () => {
    await server.stop();
    await dispose();
  });

  for (const [name, make, message] of [
    ["wrong secret", () => joinToken("alice", "r", { secret: "another-secret-of-more-than-32-characters" }), /signature does not match/],
    ["unknown key", () => joinToken("alice", "r", { key: "nobody" }), /^invalid API key$/],
    ["expired", () => handmade(HS256, claims({ exp: soon() - 61 })), /expired/],
    ["no exp", () => handmade(HS256, claims({ exp: undefined })), /expired/],
    ["not valid yet", () => handmade(HS256, claims({ nbf: soon() })), /not valid yet/],
    ["algorithm none", () => `${encode({ alg: "none" })}.${encode(claims())}.`, /HS256/],
    ["algorithm HS512", () => handmade({ alg: "HS512" }, claims()), /HS256/],
    ["no roomJoin", () => token("alice", { room: "r" }), /roomJoin/],
    ["no room", () => token("alice", { roomJoin: true }), /names no room/],
    ["no identity", () => handmade(HS256, claims({ sub: "" })), /identity/],
    ["key named like a built-in property", () => handmade(HS256, claims({ iss: "__proto__" })), /invalid API key/],
    ["roomConfig of a wrong shape", () => handmade(HS256, claims({ roomConfig: { agents: "x" } })), /roomConfig/],
    ["garbage", () => "garbage", /invalid authorization token/],
    ["nothing", () => "", /no access token/],
  ]) {
    test(`${name}: refused with 401 at upgrade and validate`, async () => {
      const value = await make();

      const validated = await fetch(`${server.http}/rtc/validate?access_token=${encodeURIComponent(value)}`);
      const body = await validated.text();

      assert.equal(validated.status, 401);
      assert.match(body, message);
      assert.equal(validated.headers.get("access-control-allow-origin"), "*");
      await assert.rejects(openSignal(server, value), (error) => error.status === 401 && message.test(error.message));
    });
  }

  test("the native client shows the reason", async () => {
    await assert.rejects(join(server, "alice", "r", { secret: "another-secret-of-more-than-32-characters" }), /401.*signature does not match/);
  });

  test("a good token validates on both paths", async () => {
    const value = await joinToken("alice", "r");

    for (const path of ["/rtc/validate", "/rtc/v1/validate"]) {
      const response = await fetch(`${server.http}${path}?access_token=${value}`);
      assert.deepEqual([response.status, await response.text()], [200, "success"]);
    }
  });

  test("a refreshed token comes after the join, carries the same grants and lets one join", async () => {
    const client = await openSignal(server, await joinToken("alice", "refresh", { attributes: { a: "1" } }, { canPublish: false }));

    const refreshed = await client.next("refreshToken");
    const { exp, nbf, ...rest } = JSON.parse(Buffer.from(refreshed.split(".")[1], "base64url"));
    client.close();
    const again = await openSignal(server, refreshed);

    assert.equal(exp - nbf, 600);
    assert.deepEqual(rest.video, { roomJoin: true, room: "refresh", canPublish: false });
    assert.deepEqual(rest.attributes, { a: "1" });
    assert.equal((await again.next("join")).participant.permission.canPublish, false);
    again.close();
  });

  test("no secret and no token reaches the log", async () => {
    const value = await joinToken("carol", "quiet");
    (await openSignal(server, value)).close();

    assert.ok(!server.output.stderr.includes(SECRET) && !server.output.stderr.includes(value.split(".")[2]));
  });
});
