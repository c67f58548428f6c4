/** One participant's packets on their way: late by the distance, in order, some lost; none at all while the region is cut off. */
export class MediaLink {
  #inbound = new Lane();
  #outbound = new Lane();

  /**
   * @param {import("./distances.js").Path | undefined} path
   * @param {{ isOn: boolean } | undefined} partition that this participant is behind
   * @param {() => number} random from 0 to below 1
   */
  constructor(path, partition, random = Math.random) {
    Object.assign(this, { path, partition, random });
  }

  /** @param {() => void} receive */
  receive(receive) {
    this.#carry(this.#inbound, receive);
  }

  /** @param {() => void} send */
  send(send) {
    this.#carry(this.#outbound, send);
  }

  #carry(direction, deliver) {
    const { path, partition } = this;
    if (partition?.isOn) return;
    if (!path) return deliver();
    if (this.random() < path.loss) return;
    // What was under way when the cable was cut does not arrive either.
    direction.add(path.oneWayMs + this.random() * path.jitterMs, () => partition?.isOn || deliver());
  }
}

/** One direction: a queue and one timer. A timer per packet would not do, since timers of different lengths fire in any order. */
class Lane {
  /** @type {{ due: number, deliver: () => void }[]} */
  #underWay = [];
  #last = 0;
  #waits = false;

  add(delayMs, deliver) {
    // Never before the packet ahead: jitter on one path does not reorder.
    this.#last = Math.max(this.#last, performance.now() + delayMs);
    this.#underWay.push({ due: this.#last, deliver });
    this.#wait();
  }

  #wait() {
    if (this.#waits || this.#underWay.length === 0) return;
    this.#waits = true;
    const left = this.#underWay[0].due - performance.now();
    if (left > 0) setTimeout(() => this.#arrive(), Math.max(1, left));
    else setImmediate(() => this.#arrive());
  }

  // One packet a turn, as a socket delivers them: what a handshake awaits after the first must be done before the second comes.
  #arrive() {
    this.#waits = false;
    try {
      if (this.#underWay[0].due <= performance.now()) this.#underWay.shift().deliver();
    } finally {
      this.#wait();
    }
  }
}
