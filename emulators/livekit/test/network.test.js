import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Distances } from "../src/network/distances.js";
import { MediaLink } from "../src/network/mediaLink.js";
import { Partition } from "../src/network/partition.js";
import { join } from "./support/client.js";
import { seeded } from "./support/random.js";
import { startServer, until } from "./support/server.js";

const places = fileURLToPath(new URL("../../places.json", import.meta.url));
const caller = { attributes: { "edgevoice.caller.city": "São Paulo" } };

test("a caller is as far away as places.json says, an unknown one is here", () => {
  const distances = new Distances(places, "us-east");
  assert.deepEqual(distances.of(caller.attributes), { oneWayMs: 58, jitterMs: 4.64, loss: 0.001 });
  assert.equal(distances.of({ "edgevoice.caller.city": "Atlantis" }), undefined);
  assert.equal(distances.of(undefined), undefined);
  assert.equal(new Distances(undefined, "us-east").of(caller.attributes), undefined);
});

test("a places file that cannot be read is named", () => {
  assert.throws(() => new Distances("/nowhere/places.json", "us-east"), /EDGEVOICE_PLACES: \/nowhere\/places.json/);
});

test("packets arrive late and in order", async () => {
  const link = new MediaLink({ oneWayMs: 20, jitterMs: 15, loss: 0 }, new Partition(), seeded(20).next);
  const start = performance.now();
  const arrived = [];
  for (let i = 0; i < 50; i++) link.send(() => arrived.push([i, performance.now() - start]));
  await until(() => arrived.length === 50, "every packet");
  assert.deepEqual(arrived.map(([i]) => i), Array.from({ length: 50 }, (_, i) => i));
  assert.ok(arrived.every(([, ms]) => ms >= 20), `earliest ${Math.min(...arrived.map(([, ms]) => ms))} ms`);
});

test("packets that are due at the same time come one a turn: what the first one starts is done before the second", async () => {
  const link = new MediaLink({ oneWayMs: 5, jitterMs: 0, loss: 0 }, new Partition());
  let handled = 0;
  const seen = [];
  const handle = async () => {
    seen.push(handled);
    for (let step = 0; step < 5; step++) await undefined;
    handled++;
  };
  for (let i = 0; i < 3; i++) link.receive(handle);
  for (const end = performance.now() + 20; performance.now() < end; );
  await until(() => seen.length === 3, "every packet");
  assert.deepEqual(seen, [0, 1, 2]);
});

test("the share of packets that is lost is the one asked for", async () => {
  const link = new MediaLink({ oneWayMs: 1, jitterMs: 0, loss: 0.25 }, undefined, seeded(25).next);
  let arrived = 0;
  for (let i = 0; i < 4000; i++) link.receive(() => arrived++);
  // Packets keep their order: when this one is there, so is every other that arrives.
  link.path.loss = 0;
  await new Promise((resolve) => link.receive(resolve));
  // Four standard deviations of 4000 draws.
  assert.ok(Math.abs(arrived / 4000 - 0.75) < 0.0274, `${arrived} of 4000`);
});

test("a partition loses what is under way and what is sent; afterwards packets pass again", async () => {
  const partition = new Partition();
  const link = new MediaLink({ oneWayMs: 5, jitterMs: 0, loss: 0 }, partition);
  const arrived = [];
  link.send(() => arrived.push("under way"));
  partition.set(true);
  link.send(() => arrived.push("cut"));
  await new Promise((resolve) => setTimeout(resolve, 20));
  partition.set(false);
  link.send(() => arrived.push("healed"));
  await until(() => arrived.length > 0, "the packet after it");
  assert.deepEqual(arrived, ["healed"]);
});

test("data between a caller and an agent takes the round trip, and a partition cuts the caller alone", { timeout: 40_000 }, async () => {
  const server = await startServer({ region: "us-east" }, { EDGEVOICE_PLACES: places });
  const clients = [];
  const enter = async (identity, options) => clients[clients.push(await join(server, identity, "r", options)) - 1];
  try {
    const agent = await enter("agent", { kind: "agent" });
    const other = await enter("other", { kind: "agent" });
    const far = await enter("caller", caller);
    const heard = [];
    agent.on("dataReceived", (payload) => agent.localParticipant.publishData(payload, { reliable: false, topic: "pong" }).catch(() => {}));
    far.on("dataReceived", (payload, participant) => participant?.identity === "agent" && heard.push(performance.now()));
    let seen = 0;
    other.on("dataReceived", () => seen++);

    const ping = () => far.localParticipant.publishData(new Uint8Array([1]), { reliable: false, topic: "ping" });
    let sent;
    await until(async () => {
      if (!sent || performance.now() - sent > 1000) (sent = performance.now()), await ping();
      return heard.length > 0;
    }, "the answer");
    assert.ok(heard[0] - sent >= 115, `${heard[0] - sent} ms`);

    const state = await fetch(`${server.http}/emulator/partition`, { method: "POST", body: JSON.stringify({ on: true }), headers: { "content-type": "application/json" } });
    assert.deepEqual(await state.json(), { on: true });
    heard.length = seen = 0;
    await ping();
    await agent.localParticipant.publishData(new Uint8Array([2]), { reliable: true, topic: "agents" });
    await until(() => seen > 0, "data between the agents");
    assert.equal(heard.length, 0);
    assert.equal(agent.remoteParticipants.has("caller"), true);

    assert.equal((await fetch(`${server.http}/emulator/partition`, { method: "DELETE" })).status, 200);
    await until(async () => (await ping(), heard.length > 0), "the answer after it");
    assert.equal((await fetch(`${server.http}/emulator/partition`, { method: "POST", body: '{"on":1}' })).status, 400);
  } finally {
    await Promise.all(clients.map((client) => client.disconnect()));
    await server.stop();
  }
});
