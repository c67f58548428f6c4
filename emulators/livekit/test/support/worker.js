import { AvailabilityResponse, JobType, RegisterWorkerRequest, ServerMessage, UpdateJobStatus, UpdateWorkerStatus, WorkerMessage, WorkerPing } from "@livekit/protocol";
import WebSocket from "ws";
import { until } from "./server.js";
import { token } from "./tokens.js";

/** An agent worker on the wire. `answer` decides each availability request: true, false, or undefined for silence. */
export async function startWorker(server, { agentName = "", type = JobType.JT_ROOM, answer = () => true, json = false } = {}) {
  const socket = new WebSocket(`${server.url}/agent`, { headers: { Authorization: `Bearer ${await token("worker", { agent: true })}` } });
  const worker = { socket, offered: [], assigned: [], terminated: [], received: [] };
  const send = (name, value) => {
    const message = new WorkerMessage({ message: { case: name, value } });
    socket.send(json ? message.toJsonString() : message.toBinary());
  };
  socket.on("message", (data, isBinary) => {
    const { message } = isBinary ? ServerMessage.fromBinary(data) : ServerMessage.fromJsonString(data.toString());
    worker.received.push(message);
    if (message.case === "availability") {
      const { job } = message.value;
      worker.offered.push(job);
      const available = answer(job);
      if (available !== undefined) send("availability", new AvailabilityResponse({ jobId: job.id, available, participantIdentity: `agent-${job.id}`, participantName: "Agent", participantAttributes: { colour: "blue" } }));
    } else if (message.case === "assignment") worker.assigned.push(message.value);
    else if (message.case === "termination") worker.terminated.push(message.value.jobId);
  });
  await new Promise((resolve, reject) => socket.once("open", resolve).once("error", reject));
  send("register", new RegisterWorkerRequest({ type, agentName, version: "1.0", pingInterval: 10 }));
  await until(() => worker.received.find((m) => m.case === "register"), "the registration's answer");
  return Object.assign(worker, {
    status: (status, load = 0, jobCount = 0) => send("updateWorker", new UpdateWorkerStatus({ status, load, jobCount })),
    job: (jobId, status, error = "") => send("updateJob", new UpdateJobStatus({ jobId, status, error })),
    ping: (timestamp) => send("ping", new WorkerPing({ timestamp })),
    close: () => socket.close(),
  });
}
