/** One participant's packets on their way: late by the distance, in order, some lost; none at all while the region is cut off. */
export class MediaLink {
  #inbound = { last: 0 };
  #outbound = { last: 0 };

  /** @param {import("./distances.js").Path | undefined} path @param {{ isOn: boolean } | undefined} partition that this participant is behind */
  constructor(path, partition) {
    Object.assign(this, { path, partition });
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
    if (Math.random() < path.loss) return;
    const now = performance.now();
    // Never before the packet ahead: jitter on one path does not reorder.
    direction.last = Math.max(direction.last, now + path.oneWayMs + Math.random() * path.jitterMs);
    // What was under way when the cable was cut does not arrive either.
    setTimeout(() => partition?.isOn || deliver(), direction.last - now);
  }
}
