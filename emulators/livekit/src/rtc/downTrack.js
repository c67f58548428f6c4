import { randomBytes } from "node:crypto";
import { TrackSubscribed } from "@livekit/protocol";
import { RtcpSenderInfo, RtcpSrPacket, RtpHeader } from "werift";

/** One published track on its way to one subscriber: own SSRC and payload type, the publisher's sequence and time. */
export class DownTrack {
  ssrc = randomBytes(4).readUInt32BE() >>> 0 || 1;
  /** @type {number | undefined} the subscriber's Opus payload type, known once a section carries the track */
  payloadType;
  mid;
  isClosed = false;
  #packets = 0;
  #octets = 0;

  /** @param {import("./upTrack.js").UpTrack} upTrack @param {import("../rooms/participant.js").Participant} subscriber @param {import("./peer.js").PeerTransport} peer */
  constructor(upTrack, subscriber, peer) {
    Object.assign(this, { upTrack, subscriber, peer });
    upTrack.downTracks.add(this);
  }

  /** The a=msid stream: clients find the publisher by it. */
  get streamId() {
    return `${this.upTrack.publisher.sid}|${this.upTrack.info.sid}`;
  }

  /** Called when the subscriber has (or is about to have) a description with this track in it. */
  bind(mid, payloadType) {
    this.mid = mid;
    this.payloadType = payloadType;
    if (payloadType === undefined || this.upTrack.wasHeard) return;
    this.upTrack.wasHeard = true;
    this.upTrack.publisher.send("trackSubscribed", new TrackSubscribed({ trackSid: this.upTrack.info.sid }));
  }

  send({ header, payload }) {
    if (this.payloadType === undefined) return;
    const { sequenceNumber, timestamp, marker } = header;
    this.#packets++;
    this.#octets += payload.length;
    this.peer.sendRtp(payload, new RtpHeader({ payloadType: this.payloadType, sequenceNumber, timestamp, marker, ssrc: this.ssrc, padding: false, extension: false }));
  }

  sendReport({ ntpTimestamp, rtpTimestamp }) {
    if (this.#packets === 0) return;
    const senderInfo = new RtcpSenderInfo({ ntpTimestamp, rtpTimestamp, packetCount: this.#packets >>> 0, octetCount: this.#octets >>> 0 });
    this.peer.sendRtcp([new RtcpSrPacket({ ssrc: this.ssrc, senderInfo, reports: [] })]);
  }

  close() {
    this.isClosed = true;
    this.payloadType = undefined;
    this.upTrack.downTracks.delete(this);
    this.subscriber.subscriptions.forget(this);
  }
}
