const WINDOW = 64; // packets, the least that RFC 3711 section 3.3.2 allows

/** Refuses RTP sequence numbers that were seen or are too old. */
export class ReplayWindow {
  #highest = -1;
  #seen = 0n;

  /** @param {number} sequence 16 bits */
  accept(sequence) {
    if (this.#highest < 0) {
      this.#highest = sequence;
      this.#seen = 1n;
      return true;
    }
    const ahead = ((sequence - this.#highest + 0x18000) & 0xffff) - 0x8000;
    if (ahead > 0) {
      this.#seen = ahead >= WINDOW ? 1n : BigInt.asUintN(WINDOW, this.#seen << BigInt(ahead)) | 1n;
      this.#highest = sequence;
      return true;
    }
    if (-ahead >= WINDOW) return false;
    const bit = 1n << BigInt(-ahead);
    if (this.#seen & bit) return false;
    this.#seen |= bit;
    return true;
  }
}
