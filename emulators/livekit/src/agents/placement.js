import { JobStatus } from "@livekit/protocol";
import { jobToken } from "./jobToken.js";

/** Finds a worker for each job: the least loaded first, the next one when it declines or stays silent. */
export class Placement {
  /** @type {Set<import("./worker.js").AgentWorker>} */
  workers = new Set();
  #waiting = new Set();

  /** @param {Map<string, string>} keys @param {import("../log.js").Logger} log */
  constructor(keys, log) {
    Object.assign(this, { keys, log });
  }

  #pick(job) {
    const fits = (worker) => worker.isAvailable && worker.type === job.type && worker.agentName === job.dispatch.agentName && !job.declined.has(worker);
    return [...this.workers].filter(fits).sort((a, b) => a.load - b.load || a.jobs.size - b.jobs.size)[0];
  }

  /** Offers a job around; without a taker it waits for a worker that registers or becomes free. @param {import("./job.js").AgentJob} job */
  async place(job) {
    if (!job.isOver) this.#waiting.add(job);
    if (!job.isWaiting) return;
    job.isPlacing = true;
    for (let worker = this.#pick(job); worker; worker = this.#pick(job)) {
      const answer = await worker.ask(job);
      if (job.isOver) break;
      if (answer?.available && worker.isAvailable) {
        this.#assign(job, worker, answer);
        break;
      }
      this.log.info("a worker did not take the job", { job: job.id, worker: worker.id, answered: answer !== undefined });
      job.declined.add(worker);
      if (answer?.terminate) this.end(job, JobStatus.JS_FAILED, "a worker ended the job");
      if (job.isOver) break;
    }
    job.isPlacing = false;
  }

  #assign(job, worker, answer) {
    this.#waiting.delete(job);
    job.worker = worker;
    job.hasJoined = false;
    job.state.workerId = worker.id;
    job.state.participantIdentity = answer.participantIdentity || `agent-${job.id}`;
    worker.assign(job, jobToken(job, worker, answer, this.keys));
    this.log.info("job assigned", { job: job.id, worker: worker.id, room: job.room.name, agent: job.dispatch.agentName });
  }

  /** A worker registered or has room again: what waits is offered to it. */
  offerWaiting(worker) {
    for (const job of this.#waiting) {
      job.declined.delete(worker);
      this.place(job);
    }
  }

  /** A worker's socket closed. Jobs whose agent never came are offered again. */
  lose(worker) {
    if (!this.workers.delete(worker)) return;
    for (const job of this.#waiting) job.declined.delete(worker);
    for (const job of worker.jobs.values()) {
      job.worker = undefined;
      if (job.hasJoined) {
        job.update(JobStatus.JS_FAILED, "the worker went away");
        continue;
      }
      this.log.info("the worker went before its agent joined: offered again", { job: job.id });
      job.update(JobStatus.JS_PENDING);
      this.place(job);
    }
    worker.jobs.clear();
  }

  /** Ends a job; its worker is told unless it said so itself. */
  end(job, status, error = "") {
    this.#waiting.delete(job);
    job.update(status, error);
    job.worker?.terminate(job);
    job.declined.clear();
  }
}
