import { SessionDescription } from "@livekit/protocol";
import { opusFmtp } from "./sdp/opus.js";
import { opusOf, parseSdp } from "./sdp/parse.js";
import { writeSdp } from "./sdp/write.js";

const OPUS_PAYLOAD_TYPE = 111;
const RELIABLE_ID = 1, LOSSY_ID = 3;

/** The second peer connection, offered by the server: data channels first, then one section per received track. */
export class DualSubscriber {
  #version = 0;
  #offerId = 0;
  #outstanding = false;
  #again = false;
  /** @type {{ mid: string, downTrack: import("./downTrack.js").DownTrack | undefined }[]} m-lines never move or vanish */
  #slots = [];

  /** @param {import("./peer.js").PeerTransport} peer @param {(name: string, message: object) => void} send */
  constructor(peer, send) {
    Object.assign(this, { peer, send });
    peer.openChannel("_reliable", RELIABLE_ID, { ordered: true });
    peer.openChannel("_lossy", LOSSY_ID, { ordered: false, maxRetransmits: 0 });
  }

  attach(downTrack) {
    let slot = this.#slots.find((s) => !s.downTrack);
    if (!slot) this.#slots.push((slot = { mid: String(this.#slots.length + 1) }));
    slot.downTrack = downTrack;
    downTrack.bind(slot.mid, undefined); // nothing is sent before the client agreed
    this.negotiate();
  }

  detach(downTrack) {
    const slot = this.#slots.find((s) => s.downTrack === downTrack);
    if (!slot) return;
    slot.downTrack = undefined;
    this.negotiate();
  }

  /** Sends an offer in the next turn, or after the answer to the one that is under way. */
  negotiate() {
    if (this.#outstanding) return void (this.#again = true);
    this.#outstanding = true;
    setImmediate(() => this.#offer());
  }

  /** After a reconnect the old offer's answer will not come. */
  restart() {
    this.#outstanding = false;
    this.#again = false;
    this.negotiate();
  }

  #offer() {
    const tracks = this.#slots.map(({ mid, downTrack }) => ({
      kind: "audio",
      mid,
      payloadType: OPUS_PAYLOAD_TYPE,
      fmtp: opusFmtp(downTrack?.upTrack.info),
      direction: downTrack ? "sendonly" : "inactive",
      source: downTrack && { streamId: downTrack.streamId, trackId: downTrack.upTrack.info.sid, ssrc: downTrack.ssrc },
    }));
    const sdp = writeSdp(this.peer, [{ kind: "application", mid: "0" }, ...tracks], "actpass", ++this.#version);
    const midToTrackId = Object.fromEntries(this.#slots.filter((s) => s.downTrack).map((s) => [s.mid, s.downTrack.upTrack.info.sid]));
    this.send("offer", new SessionDescription({ type: "offer", sdp, id: ++this.#offerId, midToTrackId }));
  }

  /** @param {SessionDescription} answer @throws {import("./sdp/parse.js").SdpError} */
  accept(answer) {
    if (answer.id !== 0 && answer.id !== this.#offerId) return;
    const description = parseSdp(answer.sdp);
    this.peer.start(description.fingerprints);
    for (const section of description.sections) {
      const slot = this.#slots.find((s) => s.mid === section.mid);
      const payloadType = opusOf(section);
      if (slot?.downTrack && payloadType !== undefined) slot.downTrack.bind(slot.mid, payloadType);
    }
    this.#outstanding = false;
    if (this.#again) {
      this.#again = false;
      this.negotiate();
    }
  }

  close() {
    this.#slots = [];
    this.peer.close();
  }
}
