import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AddTrackRequest, DisconnectReason, LeaveRequest_Action, ParticipantInfo_State, Ping, RequestResponse_Reason, TrackType, UpdateParticipantMetadata } from "@livekit/protocol";
import { openSignal } from "./support/rawClient.js";
import { startServer, until } from "./support/server.js";
import { joinToken } from "./support/tokens.js";

describe("signalling", () => {
  let server;
  before(async () => (server = await startServer({ prometheus_port: 39_871 + (process.pid % 500), room: { max_participants: 3, departure_timeout: 1 } })));
  after(() => server.stop());
  const open = async (identity, room, options, grant) => openSignal(server, await joinToken(identity, room, {}, grant), options);

  test("the first message is the join, with what a client needs", async () => {
    const alice = await open("alice", "first");

    await alice.next("join");
    const { case: name, value: join } = alice.received[0];

    assert.equal(name, "join");
    assert.deepEqual([join.room.name, join.participant.identity, join.pingInterval, join.pingTimeout, join.subscriberPrimary, join.fastPublish], ["first", "alice", 5, 15, true, true]);
    assert.equal(join.participant.state, ParticipantInfo_State.JOINING);
    alice.close();
  });

  test("JSON frames are answered with JSON", async () => {
    const alice = await open("alice", "json", { json: true });
    let text;
    alice.socket.on("message", (data, isBinary) => (text = !isBinary));

    alice.send("pingReq", new Ping({ timestamp: 7n }));

    assert.equal((await alice.next("pongResp")).lastPingTimestamp, 7n);
    assert.equal(text, true);
    alice.close();
  });

  test("others hear of a join and of a leave with its reason", async () => {
    const alice = await open("alice", "news");
    const bob = await open("bob", "news");

    await alice.next("update", (update) => update.participants.some((p) => p.identity === "bob" && p.state === ParticipantInfo_State.JOINED));
    bob.send("leave", {});
    const gone = await alice.next("update", (update) => update.participants.some((p) => p.identity === "bob" && p.state === ParticipantInfo_State.DISCONNECTED));

    assert.equal(gone.participants[0].disconnectReason, DisconnectReason.CLIENT_INITIATED);
    assert.deepEqual((await bob.next("join")).otherParticipants.map((p) => p.identity), ["alice"]);
    alice.close();
  });

  test("a hidden participant stays unseen", async () => {
    const alice = await open("alice", "hidden");
    const ghost = await open("ghost", "hidden", {}, { hidden: true });
    await ghost.next("join");
    const bob = await open("bob", "hidden");

    await alice.next("update", (update) => update.participants.some((p) => p.identity === "bob"));

    assert.ok(!alice.received.some((m) => m.case === "update" && m.value.participants.some((p) => p.identity === "ghost")));
    assert.deepEqual((await bob.next("join")).otherParticipants.map((p) => p.identity), ["alice"]);
    for (const client of [alice, ghost, bob]) client.close();
  });

  test("a second join with the identity takes the first one's place", async () => {
    const first = await open("alice", "twice");
    const second = await open("alice", "twice");

    const leave = await first.next("leave");

    assert.deepEqual([leave.reason, leave.action], [DisconnectReason.DUPLICATE_IDENTITY, LeaveRequest_Action.DISCONNECT]);
    await until(() => first.closed, "the close of the first socket");
    assert.equal(second.closed, undefined);
    second.close();
  });

  test("a lost socket is taken up again with the sid; a foreign sid means a new join", async () => {
    const alice = await open("alice", "resume");
    const { participant } = await alice.next("join");
    alice.socket.terminate();

    const again = await open("alice", "resume", { query: `&reconnect=1&sid=${participant.sid}` });
    await again.next("reconnect");
    const stranger = await open("bob", "resume", { query: "&reconnect=1&sid=PA_unknown" });
    const leave = await stranger.next("leave");

    assert.equal(again.received[0].case, "reconnect");
    assert.equal((await again.next("update")).participants[0].sid, participant.sid);
    assert.deepEqual([leave.reason, leave.action], [DisconnectReason.STATE_MISMATCH, LeaveRequest_Action.RECONNECT]);
    again.close();
  });

  test("a full room refuses with 429", async () => {
    const clients = await Promise.all(["a", "b", "c"].map((identity) => open(identity, "full")));

    await assert.rejects(open("d", "full"), (error) => error.status === 429 && /max participants/.test(error.message));
    for (const client of clients) client.close();
  });

  test("publishing without the grant, video, and unknown sources are refused", async () => {
    const alice = await open("alice", "grants", {}, { canPublish: false });
    const bob = await open("bob", "grants");

    alice.send("addTrack", new AddTrackRequest({ cid: "1", type: TrackType.AUDIO }));
    bob.send("addTrack", new AddTrackRequest({ cid: "1", type: TrackType.VIDEO }));

    assert.equal((await alice.next("requestResponse")).reason, RequestResponse_Reason.NOT_ALLOWED);
    assert.equal((await bob.next("requestResponse")).reason, RequestResponse_Reason.UNSUPPORTED_TYPE);
    alice.close();
    bob.close();
  });

  test("own attributes change with the grant alone and are bounded", async () => {
    const alice = await open("alice", "meta", {}, { canUpdateOwnMetadata: true });
    const bob = await open("bob", "meta");

    bob.send("updateMetadata", new UpdateParticipantMetadata({ requestId: 1, attributes: { a: "1" } }));
    alice.send("updateMetadata", new UpdateParticipantMetadata({ requestId: 2, attributes: { big: "x".repeat(70_000) } }));
    alice.send("updateMetadata", new UpdateParticipantMetadata({ requestId: 3, attributes: { a: "1" } }));

    assert.equal((await bob.next("requestResponse")).reason, RequestResponse_Reason.NOT_ALLOWED);
    assert.equal((await alice.next("requestResponse", (r) => r.requestId === 2)).reason, RequestResponse_Reason.LIMIT_EXCEEDED);
    assert.equal((await alice.next("requestResponse", (r) => r.requestId === 3)).reason, RequestResponse_Reason.OK);
    await bob.next("update", (update) => update.participants.some((p) => p.identity === "alice" && p.attributes.a === "1"));
    alice.close();
    bob.close();
  });

  test("health, CORS, unknown paths and metrics", async () => {
    const client = await open("alice", "metrics");
    await client.next("join");

    const health = await fetch(server.http);
    const preflight = await fetch(`${server.http}/rtc/validate`, { method: "OPTIONS" });
    const unknown = await fetch(`${server.http}/nowhere`);
    const metrics = await (await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).text();

    assert.deepEqual([health.status, await health.text()], [200, "OK"]);
    assert.equal(preflight.headers.get("access-control-allow-headers"), "*");
    assert.equal(unknown.status, 404);
    assert.match(metrics, /^livekit_room_total\{node_id="ND_\w+",node_type="SERVER"\} [1-9]/m);
    assert.match(metrics, /^livekit_participant_join_total\{[^}]*state="signal_connected"\} \d+/m);
    client.close();
  });

  test("an empty room closes after its departure timeout", async () => {
    const client = await open("alice", "brief");
    await client.next("join");

    client.send("leave", {});

    await until(() => server.output.stderr.includes('room closed room="brief"'), "the end of the room");
  });
});

describe("signalling of other servers", () => {
  test("with v1 off its paths are unknown, so that clients fall back", async () => {
    const server = await startServer({ room: { auto_create: false } }, { EDGEVOICE_LIVEKIT_V1: "false" });
    const value = await joinToken("alice", "r");

    assert.equal((await fetch(`${server.http}/rtc/v1/validate?access_token=${value}`)).status, 404);
    assert.equal((await fetch(`${server.http}/rtc/v1?access_token=${value}`)).status, 404);
    await assert.rejects(openSignal(server, value), (error) => error.status === 404 && /room.auto_create/.test(error.message));
    await server.stop();
  });

  test("SIGTERM sends everyone away within two seconds", async () => {
    const server = await startServer();
    const client = await openSignal(server, await joinToken("alice", "r"));
    await client.next("join");
    const began = Date.now();

    await server.stop();

    assert.equal((await client.next("leave")).reason, DisconnectReason.SERVER_SHUTDOWN);
    assert.ok(Date.now() - began < 2000);
    assert.equal(await server.exited, 0);
  });

  test("joins beyond the port range are refused and the ports come back", async () => {
    const start = 19_000 + (process.pid % 400) * 2;
    const server = await startServer({ rtc: { port_range_start: start, port_range_end: start + 1 } });
    const first = await openSignal(server, await joinToken("alice", "r"));
    const value = await joinToken("bob", "r");

    await assert.rejects(openSignal(server, value), (error) => error.status === 503 && /no free UDP port in rtc.port_range/.test(error.message));
    assert.match(await (await fetch(`${server.http}/rtc/validate?access_token=${value}`)).text(), /no free UDP port/);
    first.send("leave", {});
    await until(() => first.closed, "the end of the first session");
    const second = await until(() => openSignal(server, value).catch(() => undefined), "a join after the first one left");

    second.close();
    await server.stop();
  });
});
