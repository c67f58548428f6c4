const ACTIVE_LEVEL = 35; // -dBov: packets louder than this count as speech (the real server's default)
const ACTIVE_SHARE = 0.4; // of the packets in a window

/** Collects the ssrc-audio-level values of one track over a window. */
export class AudioLevel {
  #packets = 0;
  #loud = 0;
  #loudest = 127;

  /** @param {number} level -dBov, 0 is the loudest, 127 silence */
  add(level) {
    this.#packets++;
    if (level > ACTIVE_LEVEL) return;
    this.#loud++;
    this.#loudest = Math.min(this.#loudest, level);
  }

  /** Linear level of the window from 0 to 1, 0 when nobody spoke; begins the next window. */
  take() {
    const level = this.#packets > 0 && this.#loud / this.#packets >= ACTIVE_SHARE ? 10 ** (-this.#loudest / 20) : 0;
    this.#packets = this.#loud = 0;
    this.#loudest = 127;
    return level;
  }
}
