import { Job, JobState, JobStatus } from "@livekit/protocol";
import { newId } from "../ids.js";

const now = () => BigInt(Date.now()) * 1_000_000n; // nanoseconds since 1970, the unit of JobState

/** One job: an agent wanted in a room, for a participant or for the room as such. */
export class AgentJob {
  id = newId("AJ_");
  state = new JobState({ status: JobStatus.JS_PENDING, updatedAt: now() });
  /** @type {import("./worker.js").AgentWorker | undefined} */
  worker;
  /** Workers that refused or did not answer. */
  declined = new Set();
  isPlacing = false;
  /** True once the agent was seen in the room. */
  hasJoined = false;

  /** @param {import("./dispatch.js").Dispatch} dispatch @param {import("@livekit/protocol").JobType} type @param {import("../rooms/participant.js").Participant} [participant] */
  constructor(dispatch, type, participant) {
    Object.assign(this, { dispatch, type, participant });
  }

  get room() {
    return this.dispatch.room;
  }

  get isOver() {
    return this.state.status === JobStatus.JS_SUCCESS || this.state.status === JobStatus.JS_FAILED;
  }

  get isWaiting() {
    return !this.worker && !this.isPlacing && !this.isOver;
  }

  /** @param {JobStatus} status */
  update(status, error = "") {
    if (this.isOver) return;
    this.state.status = status;
    this.state.error = error;
    this.state.updatedAt = now();
    if (status === JobStatus.JS_RUNNING && this.state.startedAt === 0n) this.state.startedAt = now();
    if (this.isOver) this.state.endedAt = now();
  }

  get info() {
    const { id, type, dispatch, participant, state } = this;
    return new Job({
      id, type, dispatchId: dispatch.id, room: dispatch.room.info, participant: participant?.info, namespace: this.worker?.namespace ?? "",
      metadata: dispatch.metadata, agentName: dispatch.agentName, attributes: dispatch.attributes, deployment: dispatch.deployment, state: state.clone(),
    });
  }
}
