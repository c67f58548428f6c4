import { JobStatus, JobType, ParticipantInfo_Kind } from "@livekit/protocol";
import { Dispatch } from "./dispatch.js";
import { AgentJob } from "./job.js";
import { Placement } from "./placement.js";

/** Turns what happens in rooms into jobs, and what workers say into job states. Hears of rooms as their observer. */
export class Agents {
  /** @type {Map<import("../rooms/room.js").Room, Map<string, Dispatch>>} */
  #dispatches = new Map();

  /** @param {Map<string, string>} keys @param {import("../log.js").Logger} log */
  constructor(keys, log) {
    this.placement = new Placement(keys, log);
  }

  roomCreated(room, agents) {
    this.#dispatches.set(room, new Map());
    // A room that asks for no agent gets the automatic ones: workers without a name.
    for (const wish of agents.length > 0 ? agents : [{}]) this.dispatch(room, wish);
  }

  /** @returns {Dispatch} */
  dispatch(room, wish) {
    const dispatch = new Dispatch(room, wish);
    this.#dispatches.get(room)?.set(dispatch.id, dispatch);
    this.#launch(dispatch, JobType.JT_ROOM);
    for (const participant of room.participants.values()) {
      if (isAgent(participant)) continue;
      this.#launch(dispatch, JobType.JT_PARTICIPANT, participant);
      if (participant.publications.live.size > 0) this.#launchPublisher(dispatch, participant);
    }
    return dispatch;
  }

  #launch(dispatch, type, participant) {
    const job = new AgentJob(dispatch, type, participant);
    dispatch.jobs.add(job);
    this.placement.place(job);
  }

  #launchPublisher(dispatch, participant) {
    if (dispatch.publishers.has(participant)) return;
    dispatch.publishers.add(participant);
    this.#launch(dispatch, JobType.JT_PUBLISHER, participant);
  }

  participantJoined(room, participant) {
    if (isAgent(participant)) {
      for (const job of this.#jobs(room)) if (job.state.participantIdentity === participant.identity) job.hasJoined = true;
      return;
    }
    for (const dispatch of this.list(room)) this.#launch(dispatch, JobType.JT_PARTICIPANT, participant);
  }

  trackPublished(room, participant) {
    if (isAgent(participant)) return;
    for (const dispatch of this.list(room)) this.#launchPublisher(dispatch, participant);
  }

  participantLeft(room, participant) {
    for (const job of this.#jobs(room)) if (job.participant === participant) this.#finish(job);
  }

  roomClosed(room) {
    for (const job of this.#jobs(room)) this.#finish(job);
    this.#dispatches.delete(room);
  }

  #finish(job) {
    this.placement.end(job, JobStatus.JS_SUCCESS);
    // Jobs nobody took leave no trace; the others stay listed with their dispatch until the room ends.
    if (!job.worker) job.dispatch.jobs.delete(job);
  }

  /** @returns {Dispatch[]} */
  list(room) {
    return [...(this.#dispatches.get(room)?.values() ?? [])];
  }

  /** @returns {Dispatch | undefined} */
  find(room, id) {
    return this.#dispatches.get(room)?.get(id);
  }

  /** @returns {Dispatch | undefined} the dispatch that was ended */
  delete(room, id) {
    const dispatch = this.find(room, id);
    if (!dispatch) return undefined;
    dispatch.deletedAt = BigInt(Date.now()) * 1_000_000n;
    for (const job of dispatch.jobs) this.#finish(job);
    this.#dispatches.get(room).delete(id);
    return dispatch;
  }

  #jobs(room) {
    return this.list(room).flatMap((dispatch) => [...dispatch.jobs]);
  }

  registered(worker) {
    this.placement.workers.add(worker);
    this.placement.log.info("agent worker registered", { worker: worker.id, agent: worker.agentName, type: JobType[worker.type] });
    this.placement.offerWaiting(worker);
  }

  freed(worker) {
    this.placement.offerWaiting(worker);
  }

  jobUpdated(worker, { jobId, status, error }) {
    const job = worker.jobs.get(jobId);
    if (!job) return;
    job.update(status, error.slice(0, 1024));
    if (!job.isOver) return;
    worker.jobs.delete(jobId);
    this.placement.offerWaiting(worker);
  }

  gone(worker) {
    this.placement.lose(worker);
  }

  close() {
    for (const worker of this.placement.workers) worker.close(1001, "the server shuts down");
  }
}

const isAgent = (participant) => participant.kind === ParticipantInfo_Kind.AGENT;
