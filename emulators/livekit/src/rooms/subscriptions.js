import { DownTrack } from "../rtc/downTrack.js";

/** What one participant receives. */
export class Subscriptions {
  /** @type {Map<string, DownTrack>} by track sid */
  #current = new Map();
  #declined = new Set();

  /** @param {import("./participant.js").Participant} participant */
  constructor(participant) {
    this.participant = participant;
  }

  get size() {
    return this.#current.size;
  }

  /** A track of somebody else became available. */
  offer(upTrack) {
    if (this.participant.autoSubscribe && !this.#declined.has(upTrack.info.sid)) this.subscribe(upTrack);
  }

  subscribe(upTrack) {
    const { participant } = this;
    this.#declined.delete(upTrack.info.sid);
    if (!participant.permission.canSubscribe || upTrack.publisher === participant || this.#current.has(upTrack.info.sid)) return;
    const downTrack = new DownTrack(upTrack, participant, participant.receiver.peer);
    this.#current.set(upTrack.info.sid, downTrack);
    participant.receiver.attach(downTrack);
    participant.room.metrics.trackSubscribed.inc();
    participant.room.metrics.subscribeCount.inc({ state: "success" });
  }

  unsubscribe(sid) {
    this.#declined.add(sid);
    this.#current.get(sid)?.close();
  }

  /** Called by a track that closed, for whichever reason. */
  forget(downTrack) {
    if (!this.#current.delete(downTrack.upTrack.info.sid)) return;
    this.participant.room.metrics.trackSubscribed.dec();
    this.participant.receiver.detach(downTrack);
  }

  /** The publisher took the track back: a later one with the same sid cannot come. */
  ended(sid) {
    this.#declined.delete(sid);
  }

  close() {
    for (const downTrack of [...this.#current.values()]) downTrack.close();
    this.#declined.clear();
  }
}
