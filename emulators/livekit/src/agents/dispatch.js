import { AgentDispatch, AgentDispatchState } from "@livekit/protocol";
import { newId } from "../ids.js";

/** The wish for an agent of some name in a room. An empty name means every worker that registered without one. */
export class Dispatch {
  id = newId("AD_");
  createdAt = BigInt(Date.now()) * 1_000_000n;
  deletedAt = 0n;
  /** @type {Set<import("./job.js").AgentJob>} */
  jobs = new Set();
  /** Participants whose first publication was seen. */
  publishers = new WeakSet();

  /** @param {import("../rooms/room.js").Room} room @param {{ agentName?: string, metadata?: string, attributes?: object, deployment?: string }} wish */
  constructor(room, { agentName = "", metadata = "", attributes = {}, deployment = "" }) {
    Object.assign(this, { room, agentName, metadata, attributes, deployment });
  }

  get info() {
    const { id, agentName, room, metadata, attributes, deployment, createdAt, deletedAt } = this;
    const jobs = [...this.jobs].filter((job) => job.worker || job.isOver).map((job) => job.info);
    return new AgentDispatch({ id, agentName, room: room.name, metadata, attributes, deployment, state: new AgentDispatchState({ jobs, createdAt, deletedAt }) });
  }
}
