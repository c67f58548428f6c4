import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { after, before, describe, test } from "node:test";
import { AddTrackRequest, JoinRequest, SessionDescription, SignalRequest, TrackType, UpdateParticipantMetadata, WrappedJoinRequest } from "@livekit/protocol";
import { dispose } from "@livekit/rtc-node";
import { Message, parseMessage } from "werift";
import WebSocket from "ws";
import { hearTone, publishTone } from "./support/audio.js";
import { join, trackOf } from "./support/client.js";
import { seeded } from "./support/random.js";
import { openSignal } from "./support/rawClient.js";
import { startServer, until } from "./support/server.js";
import { joinToken } from "./support/tokens.js";
import { startWorker } from "./support/worker.js";

const SEED = 20_261_122;

/** A binding request as a client sends it; `password` is the server's. */
function binding({ ufrag, password, lie = {} }) {
  const request = new Message(1, 0);
  request.setAttribute("USERNAME", `${lie.ufrag ?? ufrag}:peer`).setAttribute("PRIORITY", 1).setAttribute("ICE-CONTROLLING", 1n).setAttribute("USE-CANDIDATE", null);
  if (!lie.unsigned) request.addMessageIntegrity(Buffer.from(lie.password ?? password));
  return request.addFingerprint().bytes;
}

describe("hostile input", () => {
  let server;
  before(async () => (server = await startServer({ logging: { level: "warn" } })));
  after(async () => {
    await server.stop();
    await dispose();
  });

  /** Sends UDP to a peer connection and collects what comes back. */
  async function media(identity) {
    const client = await openSignal(server, await joinToken(identity, `udp-${identity}`));
    const { sdp } = await client.next("offer");
    const find = (pattern) => pattern.exec(sdp)[1];
    const target = { ufrag: find(/a=ice-ufrag:(\S+)/), password: find(/a=ice-pwd:(\S+)/), port: Number(find(/a=candidate:\S+ 1 udp \d+ 127\.0\.0\.1 (\d+)/)) };
    const socket = createSocket("udp4");
    const replies = [];
    socket.on("message", (data) => replies.push(data));
    const send = (data) => new Promise((resolve) => socket.send(data, target.port, "127.0.0.1", resolve));
    return { client, target, replies, send, end: () => (socket.close(), client.close()) };
  }

  test("a forged STUN request gets no answer, a true one does", async () => {
    const { target, replies, send, end } = await media("stun");

    await send(binding({ ...target, lie: { password: "wrong-password-of-24-chars" } }));
    await send(binding({ ...target, lie: { unsigned: true } }));
    await send(binding({ ...target, lie: { ufrag: "other" } }));
    await send(binding(target));
    await until(() => replies.length > 0, "the answer to the true request");
    await send(binding({ ...target, lie: { unsigned: true } }));
    await send(binding(target));
    await until(() => replies.length > 1, "the answer to the second true request");

    assert.equal(replies.length, 2);
    assert.ok(replies.every((reply) => parseMessage(reply, Buffer.from(target.password))?.messageClass === 0x100));
    end();
  });

  test("500 random datagrams on a live call do no harm", async () => {
    const random = seeded(SEED);
    const [alice, bob] = await Promise.all([join(server, "alice", "noise"), join(server, "bob", "noise")]);
    const tone = await publishTone(alice, 440);
    const track = await trackOf(bob, "alice");
    const { target, send, end } = await media("noise");
    const socket = createSocket("udp4");
    const first = server.config.rtc.port_range_start;

    for (let i = 0; i < 500; i++) {
      // The first byte tells STUN, DTLS and RTP apart (RFC 7983).
      const data = random.below(2) ? random.mutate(binding(target)) : Buffer.concat([Buffer.from([random.pick([0, 20, 22, 23, 63, 64, 128, 144, 191, 255])]), random.bytes(random.below(200))]);
      await new Promise((resolve) => socket.send(data, first + random.below(8), "127.0.0.1", resolve));
      // From an address that is known to be the client's, too.
      if (i % 5 === 0) await send(binding(target));
      await send(data);
    }

    assert.ok((await hearTone(track, 440)) > 0.9);
    socket.close();
    end();
    await tone.stop();
    await Promise.all([alice.disconnect(), bob.disconnect()]);
  });

  test("400 broken signalling frames close at most their own socket", async () => {
    const random = seeded(SEED + 1);
    const value = await joinToken("fuzz", "frames", {}, { canUpdateOwnMetadata: true });
    const watcher = await openSignal(server, await joinToken("watcher", "frames"));
    const sdp = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\na=ice-ufrag:abcd\r\na=fingerprint:sha-256 00\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\na=sendrecv\r\na=msid:s t\r\n";
    const samples = [
      { case: "offer", value: new SessionDescription({ type: "offer", sdp }) },
      { case: "answer", value: new SessionDescription({ type: "answer", sdp }) },
      { case: "addTrack", value: new AddTrackRequest({ cid: "t", type: TrackType.AUDIO }) },
      { case: "updateMetadata", value: new UpdateParticipantMetadata({ attributes: { a: "1" } }) },
      { case: "subscription", value: { trackSids: ["TR_x"], subscribe: true } },
      { case: "syncState", value: {} }, { case: "mute", value: { sid: "TR_x", muted: true } }, { case: "pingReq", value: { timestamp: 1n } },
    ].map((message) => Buffer.from(new SignalRequest({ message }).toBinary()));
    const reasons = new Set();
    let client;

    for (let i = 0; i < 400; i++) {
      if (!client || client.closed || client.socket.readyState !== WebSocket.OPEN) client = await openSignal(server, value);
      const kind = random.below(4);
      if (kind === 0) client.socket.send(random.bytes(random.below(300)));
      else if (kind === 1) client.socket.send(random.pick(["{", "[]", "null", '{"offer":5}', '{"offer":{"sdp":"x"}}', '{"__proto__":{}}', random.bytes(20).toString("latin1")]));
      else client.socket.send(kind === 2 ? random.mutate(random.pick(samples)) : random.pick(samples));
      const timestamp = BigInt(i + 1);
      client.send("pingReq", { timestamp });
      await until(() => client.closed || client.received.some((m) => m.case === "pongResp" && m.value.lastPingTimestamp === timestamp), "an answer or the end");
      if (client.closed) reasons.add(client.closed.code);
    }

    watcher.send("pingReq", { timestamp: 3n });
    assert.equal((await watcher.next("pongResp")).lastPingTimestamp, 3n);
    assert.deepEqual([...reasons].sort(), [1003, 1007, 1008]);
    client.close();
    watcher.close();
  });

  test("a giant frame closes its socket", async () => {
    const client = await openSignal(server, await joinToken("giant", "frames"));

    client.socket.send(Buffer.alloc(2 * 1024 * 1024));

    assert.equal((await until(() => client.closed, "the close")).code, 1009);
  });

  test("a description that cannot be used closes the socket with a reason", async () => {
    const client = await openSignal(server, await joinToken("sdp", "frames"));

    client.send("offer", new SessionDescription({ type: "offer", sdp: "not sdp" }));

    assert.deepEqual(await until(() => client.closed, "the close"), { code: 1008, reason: "offer: the session description is not SDP" });
  });

  test("300 mutated tokens, join requests and API bodies are refused", async () => {
    const random = seeded(SEED + 2);
    const value = await joinToken("alice", "mutants");
    const wrapped = Buffer.from(new WrappedJoinRequest({ joinRequest: new JoinRequest({ metadata: "m" }).toBinary() }).toBinary());
    const statuses = new Set();

    for (let i = 0; i < 300; i++) {
      const mutant = random.mutate(Buffer.from(value)).toString("latin1");
      const url = `${server.http}/rtc/v1/validate?access_token=${encodeURIComponent(i % 3 ? mutant : value)}&join_request=${random.mutate(wrapped).toString("base64url")}`;
      const response = i % 2 ? await fetch(url) : await fetch(`${server.http}/twirp/livekit.RoomService/ListRooms`, { method: "POST", body: random.bytes(50), headers: { authorization: `Bearer ${encodeURIComponent(mutant)}`, "content-type": "application/protobuf" } });
      await response.arrayBuffer();
      statuses.add(response.status);
    }

    assert.ok([...statuses].every((status) => [200, 400, 401].includes(status)), `statuses ${[...statuses]}`);
  });

  test("broken worker frames close at most their own socket", async () => {
    const random = seeded(SEED + 3);
    for (let i = 0; i < 40; i++) {
      const worker = await startWorker(server, { agentName: "mutant" });
      for (let n = 0; n < 5; n++) worker.socket.send(random.below(2) ? random.bytes(random.below(100)) : '{"register":{}}');
      worker.close();
    }

    assert.equal((await fetch(server.http)).status, 200);
  });

  test("what sessions held is given back", async () => {
    const taken = async () => Number(/udp_ports_taken\S* (\d+)/.exec(await (await fetch(`http://127.0.0.1:${metered.metricsPort}/metrics`)).text())[1]);
    const metered = await startServer({ prometheus_port: 41_000 + (process.pid % 500), room: { departure_timeout: 1 }, rtc: { port_range_start: 42_000, port_range_end: 42_499 } });
    for (let round = 0; round < 5; round++) {
      const clients = await Promise.all(Array.from({ length: 10 }, async (_, i) => openSignal(metered, await joinToken(`p${i}`, `leak-${round}`))));
      await Promise.all(clients.map((client) => client.next("offer")));
      for (const client of clients) client.send("leave", {});
    }

    await until(async () => (await taken()) === 0, "the ports to be free");
    await until(async () => /livekit_room_total\S* 0/.test(await (await fetch(`http://127.0.0.1:${metered.metricsPort}/metrics`)).text()), "the rooms to end");
    await metered.stop();
  });
});
