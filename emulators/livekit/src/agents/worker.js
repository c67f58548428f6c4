import {
  AvailabilityRequest, JobAssignment, JobTermination, JobType, ParticipantPermission, RegisterWorkerResponse, ServerMessage, WorkerMessage, WorkerPong, WorkerStatus,
} from "@livekit/protocol";
import { newId } from "../ids.js";

const ANSWER_LIMIT_MS = 10_000; // for an availability request, as the real server
const PROBE_MS = 10_000;

/** One agent worker's WebSocket on /agent: WorkerMessage in, ServerMessage out, protobuf or JSON as the worker speaks. */
export class AgentWorker {
  id = newId("AW_");
  isRegistered = false;
  status = WorkerStatus.WS_AVAILABLE;
  load = 0;
  jobCount = 0;
  /** @type {Map<string, import("./job.js").AgentJob>} */
  jobs = new Map();
  #asked = new Map();
  #json = false;
  #alive = true;

  /**
   * @param {import("ws").WebSocket} socket
   * @param {string} apiKey key the worker authenticated with; its jobs' tokens are signed with it
   * @param {object} observer registered, freed, jobUpdated, gone
   */
  constructor(socket, apiKey, serverInfo, observer, log) {
    Object.assign(this, { socket, apiKey, serverInfo, observer, log });
    socket.on("message", (data, isBinary) => this.#receive(data, isBinary));
    socket.on("pong", () => (this.#alive = true));
    socket.on("error", (error) => log.debug("worker socket error", { error }));
    const probe = setInterval(() => this.#probe(), PROBE_MS);
    socket.once("close", () => {
      clearInterval(probe);
      for (const settle of this.#asked.values()) settle(undefined);
      observer.gone(this);
    });
  }

  #probe() {
    if (!this.#alive) return this.socket.terminate();
    this.#alive = false;
    this.socket.ping();
  }

  #receive(data, isBinary) {
    this.#alive = true;
    let message;
    try {
      ({ message } = isBinary ? WorkerMessage.fromBinary(data) : WorkerMessage.fromJsonString(data.toString("utf8"), { ignoreUnknownFields: true }));
    } catch {
      return this.close(isBinary ? 1007 : 1003, "the frame is not a WorkerMessage");
    }
    this.#json = !isBinary;
    if (!this.isRegistered && message.case !== "register" && message.case !== "ping") return this.close(1008, "the first message must be register");
    this.#handle(message);
  }

  #handle({ case: name, value }) {
    if (name === "ping") this.#send("pong", new WorkerPong({ lastTimestamp: value.timestamp, timestamp: BigInt(Date.now()) }));
    else if (name === "register") this.#register(value);
    else if (name === "availability") this.#asked.get(value.jobId)?.(value);
    else if (name === "updateJob") this.observer.jobUpdated(this, value);
    else if (name === "updateWorker") this.#update(value);
  }

  #register({ type, agentName, namespace, allowedPermissions }) {
    if (this.isRegistered) return this.close(1008, "the worker is registered already");
    this.type = type ?? JobType.JT_ROOM;
    this.agentName = agentName;
    this.namespace = namespace ?? "";
    this.permissions = allowedPermissions ?? new ParticipantPermission({ canSubscribe: true, canPublish: true, canPublishData: true, canUpdateMetadata: true });
    this.isRegistered = true;
    this.#send("register", new RegisterWorkerResponse({ workerId: this.id, serverInfo: this.serverInfo }));
    this.observer.registered(this);
  }

  #update({ status, load, jobCount }) {
    const wasFull = this.status !== WorkerStatus.WS_AVAILABLE;
    const hadMore = jobCount < this.jobCount;
    if (status !== undefined) this.status = status;
    this.load = Number.isFinite(load) ? load : 1;
    this.jobCount = jobCount;
    if (this.isAvailable && (wasFull || hadMore)) this.observer.freed(this);
  }

  get isAvailable() {
    return this.isRegistered && this.status === WorkerStatus.WS_AVAILABLE && this.socket.readyState === this.socket.OPEN;
  }

  /** Asks for a job. @returns {Promise<import("@livekit/protocol").AvailabilityResponse | undefined>} undefined: no answer in time */
  ask(job) {
    return new Promise((resolve) => {
      const settle = (answer) => {
        clearTimeout(timer);
        this.#asked.delete(job.id);
        resolve(answer);
      };
      const timer = setTimeout(settle, ANSWER_LIMIT_MS, undefined);
      this.#asked.set(job.id, settle);
      this.#send("availability", new AvailabilityRequest({ job: job.info }));
    });
  }

  assign(job, token) {
    this.jobs.set(job.id, job);
    this.#send("assignment", new JobAssignment({ job: job.info, token }));
  }

  terminate(job) {
    if (this.jobs.delete(job.id)) this.#send("termination", new JobTermination({ jobId: job.id }));
  }

  #send(name, value) {
    if (this.socket.readyState !== this.socket.OPEN) return;
    const message = new ServerMessage({ message: { case: name, value } });
    this.socket.send(this.#json ? message.toJsonString() : message.toBinary());
  }

  close(code, reason) {
    this.socket.close(code, reason);
    setTimeout(() => this.socket.terminate(), 1000).unref();
  }
}
