import { RtcpRrPacket } from "werift";
import { SessionDescription } from "@livekit/protocol";
import { opusFmtp } from "./sdp/opus.js";
import { opusOf, parseSdp, sends } from "./sdp/parse.js";
import { AUDIO_LEVEL_URI, MID_URI, writeSdp } from "./sdp/write.js";

/**
 * The peer connection whose offers come from the client: it carries what the client publishes and, in single peer connection
 * mode, also what it receives.
 */
export class PublisherSession {
  #version = 0;
  /** @type {Map<string, import("./upTrack.js").UpTrack>} */
  #byMid = new Map();
  #bySsrc = new Map();
  #extensions = { level: undefined, mid: undefined };
  #ssrc = 1;

  /**
   * @param {import("./peer.js").PeerTransport} peer
   * @param {import("../rooms/publications.js").Publications} publications
   * @param {import("./singleSubscriber.js").SingleSubscriber | undefined} receiver places received tracks in single mode
   */
  constructor(peer, publications, receiver) {
    Object.assign(this, { peer, publications, receiver });
    peer.onRtp = (packet) => this.#route(packet);
    peer.onRtcp = (packet) => this.#routeReport(packet);
  }

  /**
   * Answers an offer.
   * @param {SessionDescription} offer @returns {{ answer: SessionDescription, live: import("./upTrack.js").UpTrack[], ended: import("./upTrack.js").UpTrack[] }}
   * @throws {import("./sdp/parse.js").SdpError}
   */
  accept(offer) {
    const description = parseSdp(offer.sdp);
    const placed = this.receiver?.place(description.sections) ?? new Map();
    const live = [];
    const kept = new Set();
    const sections = description.sections.map((section) => {
      const local = { kind: section.kind, mid: section.mid, rejected: section.rejected };
      if (section.rejected || section.kind === "application") return local;
      if (section.kind === "video") return { ...local, ...inactive(section) };
      return this.#answerAudio(section, local, placed.get(section.mid), live, kept);
    });
    const ended = [...this.#byMid.values()].filter((track) => !kept.has(track));
    for (const track of ended) this.#drop(track);

    this.peer.start(description.fingerprints);
    const sdp = writeSdp(this.peer, sections, "passive", ++this.#version);
    const midToTrackId = Object.fromEntries([...placed].map(([mid, downTrack]) => [mid, downTrack.upTrack.info.sid]));
    return { answer: new SessionDescription({ type: "answer", sdp, id: offer.id, midToTrackId }), live, ended };
  }

  #answerAudio(section, local, downTrack, live, kept) {
    const payloadType = opusOf(section);
    if (payloadType === undefined) return { ...local, ...inactive(section) };
    const track = sends(section) ? this.#bind(section, live) : undefined;
    if (track) kept.add(track);
    const source = downTrack && { streamId: downTrack.streamId, trackId: downTrack.upTrack.info.sid, ssrc: downTrack.ssrc };
    const direction = track ? (source ? "sendrecv" : "recvonly") : source ? "sendonly" : "inactive";
    // Unused sections take them too: newer clients do not offer again for later tracks what was once left out.
    const extensions = new Map([AUDIO_LEVEL_URI, MID_URI].filter((uri) => section.extensions.has(uri)).map((uri) => [uri, section.extensions.get(uri)]));
    return { ...local, direction, payloadType, fmtp: opusFmtp(track?.info ?? downTrack?.upTrack.info), extensions, source };
  }

  #bind(section, live) {
    let track = this.#byMid.get(section.mid);
    if (!track) {
      track = this.publications.claim(section.trackId);
      if (!track) return undefined;
      track.mid = track.info.mid = section.mid;
      this.#byMid.set(section.mid, track);
      live.push(track);
    }
    for (const ssrc of section.ssrcs) this.#bySsrc.set(ssrc, track);
    this.#extensions = { level: section.extensions.get(AUDIO_LEVEL_URI) ?? this.#extensions.level, mid: section.extensions.get(MID_URI) ?? this.#extensions.mid };
    return track;
  }

  #drop(track) {
    this.#byMid.delete(track.mid);
    for (const [ssrc, owner] of this.#bySsrc) if (owner === track) this.#bySsrc.delete(ssrc);
  }

  #route(packet) {
    const { ssrc, extensions } = packet.header;
    let track = this.#bySsrc.get(ssrc);
    if (!track) {
      const mid = extensions.find((e) => e.id === this.#extensions.mid)?.payload.toString();
      track = this.#byMid.get(mid) ?? (this.#byMid.size === 1 ? this.#byMid.values().next().value : undefined);
      if (!track) return;
      this.#bySsrc.set(ssrc, track);
    }
    track.ssrc = ssrc;
    const level = extensions.find((e) => e.id === this.#extensions.level)?.payload[0];
    track.receive(packet, level === undefined ? undefined : level & 0x7f);
  }

  #routeReport(packet) {
    if (packet.senderInfo) this.#bySsrc.get(packet.ssrc)?.receiveSenderReport(packet);
  }

  /** Tells the client how its packets arrive; to be called every few seconds. */
  report() {
    const reports = [...this.#byMid.values()].map((track) => track.receiverReport()).filter(Boolean);
    if (reports.length > 0) this.peer.sendRtcp([new RtcpRrPacket({ ssrc: this.#ssrc, reports: reports.slice(0, 31) })]);
  }

  close() {
    this.peer.close();
    this.#byMid.clear();
    this.#bySsrc.clear();
  }
}

/** An unused media section still names one payload type of the offer. */
function inactive(section) {
  const payloadType = section.payloadTypes.find((pt) => section.codecs.has(pt)) ?? section.payloadTypes[0] ?? 0;
  return { direction: "inactive", payloadType, codec: section.codecs.get(payloadType) ?? "opus/48000/2" };
}
