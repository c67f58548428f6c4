import { MediaSectionsRequirement } from "@livekit/protocol";
import { opusOf, receives } from "./sdp/parse.js";

/**
 * Places received tracks in the client's own offers (single peer connection). The client is always the offerer, so the server asks
 * for as many receiving sections as it lacks and waits for the next offer.
 */
export class SingleSubscriber {
  /** @type {Map<string, import("./downTrack.js").DownTrack>} */
  #byMid = new Map();
  #waiting = new Set();
  #free = 0;
  #asked = false;
  #offered = false;

  /** @param {import("./peer.js").PeerTransport} peer @param {(name: string, message: object) => void} send */
  constructor(peer, send) {
    Object.assign(this, { peer, send });
  }

  attach(downTrack) {
    this.#waiting.add(downTrack);
    this.#ask();
  }

  detach(downTrack) {
    this.#waiting.delete(downTrack);
    if (this.#byMid.get(downTrack.mid) !== downTrack) return;
    this.#byMid.delete(downTrack.mid);
    this.#ask();
  }

  #ask() {
    // Before the first offer there is nothing to ask for: it comes by itself.
    if (this.#asked || !this.#offered) return;
    this.#asked = true;
    // In the next turn, so that several tracks share one round.
    setImmediate(() => this.send("mediaSectionsRequirement", new MediaSectionsRequirement({ numAudios: Math.max(0, this.#waiting.size - this.#free), numVideos: 0 })));
  }

  /**
   * Chooses sections of an offer for the waiting tracks.
   * @param {import("./sdp/parse.js").Section[]} sections @returns {Map<string, import("./downTrack.js").DownTrack>} by mid
   */
  place(sections) {
    this.#asked = false;
    this.#offered = true;
    this.#free = 0;
    for (const section of sections) {
      if (section.kind !== "audio") continue;
      const payloadType = opusOf(section);
      const usable = receives(section) && payloadType !== undefined;
      const current = this.#byMid.get(section.mid);
      if (current) {
        if (usable) continue;
        this.#byMid.delete(section.mid);
        current.bind(undefined, undefined);
        this.#waiting.add(current);
      } else if (usable) {
        const [next] = this.#waiting;
        if (!next) {
          this.#free++;
          continue;
        }
        this.#waiting.delete(next);
        next.bind(section.mid, payloadType);
        this.#byMid.set(section.mid, next);
      }
    }
    if (this.#waiting.size > 0) setImmediate(() => this.#ask());
    return this.#byMid;
  }

  close() {
    this.#byMid.clear();
    this.#waiting.clear();
  }
}
