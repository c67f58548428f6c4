import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { CreateRoomRequest, DataPacket_Kind, DisconnectReason, ListRoomsRequest, ListRoomsResponse, Room } from "@livekit/protocol";
import { RoomServiceClient } from "livekit-server-sdk";
import { openSignal } from "./support/rawClient.js";
import { KEY, SECRET, startServer } from "./support/server.js";
import { joinToken, token } from "./support/tokens.js";

describe("server API", () => {
  let server, api;
  before(async () => {
    server = await startServer({ room: { empty_timeout: 60 } });
    api = new RoomServiceClient(server.http, KEY, SECRET);
  });
  after(() => server.stop());
  const post = async (path, body, { type = "application/json", grant = {}, auth } = {}) => {
    const headers = { "Content-Type": type, Authorization: `Bearer ${auth ?? (await token("api", grant))}` };
    return fetch(`${server.http}/twirp/${path}`, { method: "POST", headers, body });
  };

  test("rooms are created, listed, changed and deleted in JSON", async () => {
    const made = await api.createRoom({ name: "json", metadata: "a", maxParticipants: 5 });
    const member = await openSignal(server, await joinToken("alice", "json"));
    await member.next("join");

    await api.updateRoomMetadata("json", "b");
    const [listed] = await api.listRooms(["json"]);
    await api.deleteRoom("json");

    assert.deepEqual([made.name, made.metadata, made.maxParticipants, made.emptyTimeout], ["json", "a", 5, 60]);
    assert.deepEqual([listed.sid, listed.metadata, listed.numParticipants], [made.sid, "b", 1]);
    assert.equal((await member.next("roomUpdate")).room.metadata, "b");
    assert.equal((await member.next("leave")).reason, DisconnectReason.ROOM_DELETED);
    assert.deepEqual(await api.listRooms(["json"]), []);
  });

  test("the same in protobuf", async () => {
    const type = "application/protobuf";

    const made = await post("livekit.RoomService/CreateRoom", new CreateRoomRequest({ name: "binary" }).toBinary(), { type, grant: { roomCreate: true } });
    const listed = await post("livekit.RoomService/ListRooms", new ListRoomsRequest({ names: ["binary"] }).toBinary(), { type, grant: { roomList: true } });

    assert.deepEqual([made.status, made.headers.get("content-type")], [200, type]);
    assert.equal(Room.fromBinary(new Uint8Array(await made.arrayBuffer())).name, "binary");
    assert.equal(ListRoomsResponse.fromBinary(new Uint8Array(await listed.arrayBuffer())).rooms.length, 1);
  });

  test("JSON answers use proto names and show zero values", async () => {
    const response = await post("livekit.RoomService/CreateRoom", '{"name":"names"}', { grant: { roomCreate: true } });

    const body = await response.json();

    assert.deepEqual([body.num_participants, body.max_participants, body.empty_timeout], [0, 0, 60]);
  });

  test("participants are listed, read, changed and removed", async () => {
    const alice = await openSignal(server, await joinToken("alice", "people"));
    const bob = await openSignal(server, await joinToken("bob", "people"));
    await bob.next("join");

    const listed = await api.listParticipants("people");
    await api.updateParticipant("people", "bob", { metadata: "m", attributes: { a: "1" }, name: "Bob", permission: { canPublish: false, canSubscribe: true, canPublishData: true } });
    const read = await api.getParticipant("people", "bob");
    await api.removeParticipant("people", "bob");

    assert.deepEqual(listed.map((p) => p.identity).sort(), ["alice", "bob"]);
    assert.deepEqual([read.name, read.metadata, read.attributes, read.permission.canPublish], ["Bob", "m", { a: "1" }, false]);
    assert.equal((await bob.next("leave")).reason, DisconnectReason.PARTICIPANT_REMOVED);
    await alice.next("update", (update) => update.participants.some((p) => p.identity === "bob" && p.disconnectReason === DisconnectReason.PARTICIPANT_REMOVED));
    await assert.rejects(api.getParticipant("people", "bob"), /participant does not exist/);
    alice.close();
  });

  test("calls need their grant, for their room", async () => {
    const create = await post("livekit.RoomService/CreateRoom", '{"name":"x"}', { grant: { roomList: true } });
    const foreign = await post("livekit.RoomService/ListParticipants", '{"room":"people"}', { grant: { roomAdmin: true, room: "other" } });
    const forged = await post("livekit.RoomService/ListRooms", "{}", { auth: await token("api", { roomList: true }, { secret: "another-secret-of-more-than-32-characters" }) });

    assert.deepEqual([create.status, (await create.json()).code], [401, "unauthenticated"]);
    assert.deepEqual([foreign.status, (await foreign.json()).code], [401, "unauthenticated"]);
    assert.equal(forged.status, 401);
  });

  for (const [name, path, body, options, status, code] of [
    ["an unknown method", "livekit.RoomService/Explode", "{}", {}, 404, "bad_route"],
    ["a built-in property as service", "livekit.constructor/toString", "{}", {}, 404, "bad_route"],
    ["broken JSON", "livekit.RoomService/ListRooms", "{", { grant: { roomList: true } }, 400, "malformed"],
    ["broken protobuf", "livekit.RoomService/ListRooms", Buffer.from([0xff]), { type: "application/protobuf", grant: { roomList: true } }, 400, "malformed"],
    ["another content type", "livekit.RoomService/ListRooms", "{}", { type: "text/plain", grant: { roomList: true } }, 404, "bad_route"],
    ["a body beyond 1 MiB", "livekit.RoomService/ListRooms", "x".repeat(1_100_000), { grant: { roomList: true } }, 429, "resource_exhausted"],
    ["a room without a name", "livekit.RoomService/CreateRoom", "{}", { grant: { roomCreate: true } }, 400, "invalid_argument"],
    ["a room that is not there", "livekit.RoomService/SendData", '{"room":"none"}', { grant: { roomAdmin: true, room: "none" } }, 404, "not_found"],
  ]) {
    test(`${name} is refused as ${code}`, async () => {
      const response = await post(path, body, options);

      assert.deepEqual([response.status, (await response.json()).code], [status, code]);
    });
  }

  test("data kinds are known by name", async () => {
    await api.createRoom({ name: "data" });

    await api.sendData("data", new Uint8Array([1]), DataPacket_Kind.RELIABLE, { topic: "t" });
  });
});
