import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { AgentDispatchClient, RoomServiceClient } from "livekit-server-sdk";
import { JobStatus, JobType, RoomAgentDispatch, RoomConfiguration, WorkerStatus } from "@livekit/protocol";
import WebSocket from "ws";
import { openSignal } from "./support/rawClient.js";
import { KEY, SECRET, startServer, until } from "./support/server.js";
import { joinToken } from "./support/tokens.js";
import { startWorker } from "./support/worker.js";

const claimsOf = (token) => JSON.parse(Buffer.from(token.split(".")[1], "base64url"));
const wanting = (agentName, metadata = "") => ({ roomConfig: new RoomConfiguration({ agents: [new RoomAgentDispatch({ agentName, metadata })] }) });
let roomNumber = 0;
const newRoom = () => `agents-${++roomNumber}`;

describe("agent workers", () => {
  let server, dispatches, rooms;
  before(async () => {
    server = await startServer();
    dispatches = new AgentDispatchClient(server.http, KEY, SECRET);
    rooms = new RoomServiceClient(server.http, KEY, SECRET);
  });
  after(() => server.stop());
  const enter = async (room, options, identity = "caller") => openSignal(server, await joinToken(identity, room, options));

  for (const json of [false, true]) {
    test(`a token's roomConfig brings the named agent, in ${json ? "JSON" : "protobuf"} frames`, async () => {
      const room = newRoom();
      const worker = await startWorker(server, { agentName: `edge-${room}`, json });
      worker.ping(5n);
      const caller = await enter(room, wanting(`edge-${room}`, '{"persona":"x"}'));

      const { job, token } = await until(() => worker.assigned[0], "the assignment");
      const claims = claimsOf(token);
      const agent = await openSignal(server, token);
      const seen = await caller.next("update", (update) => update.participants.some((p) => p.identity === `agent-${job.id}`));

      assert.deepEqual([job.type, job.room.name, job.agentName, job.metadata], [JobType.JT_ROOM, room, `edge-${room}`, '{"persona":"x"}']);
      assert.deepEqual([claims.kind, claims.video.agent, claims.video.room, claims.attributes], ["agent", true, room, { colour: "blue", "lk.agent_name": `edge-${room}` }]);
      assert.equal(seen.participants[0].permission.agent, true);
      assert.ok(worker.received.some((m) => m.case === "pong" && m.value.lastTimestamp === 5n));
      for (const end of [agent, caller, worker]) end.close();
    });
  }

  test("a worker without a name serves rooms that ask for nobody, and not the others", async () => {
    const worker = await startWorker(server);
    const [plain, named] = [newRoom(), newRoom()];
    const callers = [await enter(named, wanting("somebody")), await enter(plain)];

    await until(() => worker.assigned.some(({ job }) => job.room.name === plain), "the automatic job");

    assert.ok(!worker.offered.some((job) => job.room.name === named));
    for (const end of [...callers, worker]) end.close();
  });

  test("a job goes to the least loaded worker, then to the next one that does not decline", async () => {
    const agentName = newRoom();
    const idle = await startWorker(server, { agentName, answer: () => false });
    const busy = await startWorker(server, { agentName });
    const full = await startWorker(server, { agentName });
    idle.status(WorkerStatus.WS_AVAILABLE, 0.1);
    busy.status(WorkerStatus.WS_AVAILABLE, 0.6);
    full.status(WorkerStatus.WS_FULL, 0);
    idle.ping(1n), busy.ping(1n), full.ping(1n);
    await until(() => [idle, busy, full].every((w) => w.received.some((m) => m.case === "pong")), "the status updates to arrive");
    const caller = await enter(agentName, wanting(agentName));

    await until(() => busy.assigned[0], "the assignment to the second worker");

    assert.deepEqual([idle.offered.length, idle.assigned.length, full.offered.length], [1, 0, 0]);
    for (const end of [idle, busy, full, caller]) end.close();
  });

  test("a dispatch waits for its worker to come, or to have room again", async () => {
    const agentName = newRoom();
    const caller = await enter(agentName, wanting(agentName));
    await caller.next("join");

    const worker = await startWorker(server, { agentName });
    await until(() => worker.assigned[0], "the job that waited");
    worker.status(WorkerStatus.WS_FULL);
    worker.ping(1n);
    await until(() => worker.received.some((m) => m.case === "pong"), "the status to arrive");
    const second = await enter(newRoom(), wanting(agentName));
    await second.next("join");
    assert.equal(worker.offered.length, 1);
    worker.status(WorkerStatus.WS_AVAILABLE);

    await until(() => worker.assigned[1], "the job that waited for room");
    for (const end of [caller, second, worker]) end.close();
  });

  test("a job whose worker died before its agent joined goes to another worker", async () => {
    const agentName = newRoom();
    const first = await startWorker(server, { agentName });
    const caller = await enter(agentName, wanting(agentName));
    const { job } = await until(() => first.assigned[0], "the first assignment");
    const second = await startWorker(server, { agentName });

    first.socket.terminate();

    assert.equal((await until(() => second.assigned[0], "the second assignment")).job.id, job.id);
    for (const end of [caller, second]) end.close();
  });

  test("a worker that dies while asked does not hold the job", async () => {
    const agentName = newRoom();
    const silent = await startWorker(server, { agentName, answer: () => undefined });
    const caller = await enter(agentName, wanting(agentName));
    await until(() => silent.offered[0], "the offer");
    const second = await startWorker(server, { agentName });

    silent.socket.terminate();

    await until(() => second.assigned[0], "the assignment");
    for (const end of [caller, second]) end.close();
  });

  test("a dispatch by the API shows its job's state and ends with a termination", async () => {
    const room = newRoom();
    const worker = await startWorker(server, { agentName: `api-${room}` });
    const created = await dispatches.createDispatch(room, `api-${room}`, { metadata: "m" });
    const { job } = await until(() => worker.assigned[0], "the assignment");
    worker.job(job.id, JobStatus.JS_RUNNING);

    const listed = await until(async () => (await dispatches.listDispatch(room)).find((d) => d.state.jobs[0]?.state.status === JobStatus.JS_RUNNING), "the running job");
    await dispatches.deleteDispatch(created.id, room);
    await until(() => worker.terminated.includes(job.id), "the termination");

    assert.deepEqual([listed.id, listed.agentName, listed.metadata, job.dispatchId], [created.id, `api-${room}`, "m", created.id]);
    assert.deepEqual(await dispatches.listDispatch(room), []);
    worker.close();
  });

  test("CreateRoom brings its agents and DeleteRoom ends their jobs", async () => {
    const name = newRoom();
    const worker = await startWorker(server, { agentName: name });
    await rooms.createRoom({ name, agents: [new RoomAgentDispatch({ agentName: name })] });
    const { job } = await until(() => worker.assigned[0], "the assignment");

    await rooms.deleteRoom(name);

    await until(() => worker.terminated.includes(job.id), "the termination");
    worker.close();
  });

  test("participant jobs come with each join, end with each leave, and never for agents", async () => {
    const agentName = newRoom();
    const worker = await startWorker(server, { agentName, type: JobType.JT_PARTICIPANT });
    const caller = await enter(agentName, wanting(agentName), "first");
    const { job, token } = await until(() => worker.assigned[0], "the first participant's job");
    const agent = await openSignal(server, token);
    const other = await enter(agentName, undefined, "second");
    await until(() => worker.assigned[1], "the second participant's job");

    caller.send("leave", {});
    await until(() => worker.terminated.includes(job.id), "the termination");

    assert.deepEqual(worker.assigned.map((a) => a.job.participant.identity), ["first", "second"]);
    for (const end of [other, agent, worker]) end.close();
  });

  test("a worker needs the agent grant, and speaks first of itself", async () => {
    const connect = async (token) => {
      const socket = new WebSocket(`${server.url}/agent`, { headers: { Authorization: `Bearer ${token}` } });
      const end = new Promise((resolve) => socket.once("unexpected-response", (q, response) => resolve(response.statusCode)).once("close", resolve).on("error", () => {}));
      return { socket, end };
    };
    const refused = await connect(await joinToken("alice", "r"));
    const rude = await startWorker(server, { agentName: "rude" });
    const closed = new Promise((resolve) => rude.socket.once("close", resolve));

    rude.socket.send(Buffer.from([0xff, 0xff, 0xff]));

    assert.equal(await refused.end, 401);
    assert.equal(await closed, 1007);
  });
});
