import { RtcpReceiverInfo } from "werift";
import { AudioLevel } from "./audioLevel.js";

const OPUS_CLOCK = 48; // ticks per millisecond

/** One published audio track as it arrives from its publisher. */
export class UpTrack {
  ssrc;
  mid;
  /** @type {Set<import("./downTrack.js").DownTrack>} */
  downTracks = new Set();
  level = new AudioLevel();
  #base;
  #highest = 0; // extended sequence number
  #received = 0;
  #reported = { expected: 0, received: 0 };
  #jitter = 0;
  #transit;
  #lastReport; // middle 32 bits of the last sender report's NTP time, and when it came

  /** @param {import("@livekit/protocol").TrackInfo} info @param {import("../rooms/participant.js").Participant} publisher */
  constructor(info, publisher) {
    Object.assign(this, { info, publisher });
  }

  /** Forwards a packet to all subscribers. @param {import("werift").RtpPacket} packet @param {number | undefined} level -dBov */
  receive(packet, level) {
    this.#count(packet.header);
    if (this.info.muted) return;
    if (level !== undefined) this.level.add(level);
    for (const downTrack of this.downTracks) downTrack.send(packet);
  }

  #count({ sequenceNumber, timestamp }) {
    if (this.#base === undefined) {
      this.#base = this.#highest = 0x10000 + sequenceNumber;
      this.#base--;
    }
    const ahead = ((sequenceNumber - (this.#highest & 0xffff) + 0x18000) & 0xffff) - 0x8000;
    if (ahead > 0) this.#highest += ahead;
    this.#received++;
    const transit = (Date.now() * OPUS_CLOCK - timestamp) | 0;
    if (this.#transit !== undefined) this.#jitter += (Math.abs((transit - this.#transit) | 0) - this.#jitter) / 16;
    this.#transit = transit;
  }

  /** A sender report: kept for the next receiver report, passed on with each subscriber's own SSRC. */
  receiveSenderReport(report) {
    this.#lastReport = { ntp: Number((report.senderInfo.ntpTimestamp >> 16n) & 0xffffffffn), at: Date.now() };
    for (const downTrack of this.downTracks) downTrack.sendReport(report.senderInfo);
  }

  /** What RFC 3550 section 6.4.1 wants to tell the publisher. @returns {RtcpReceiverInfo | undefined} */
  receiverReport() {
    if (this.#base === undefined) return undefined;
    const expected = this.#highest - this.#base;
    const expectedNow = expected - this.#reported.expected;
    const lostNow = Math.max(0, expectedNow - (this.#received - this.#reported.received));
    this.#reported = { expected, received: this.#received };
    return new RtcpReceiverInfo({
      ssrc: this.ssrc,
      fractionLost: expectedNow > 0 ? Math.min(255, Math.floor((lostNow * 256) / expectedNow)) : 0,
      packetsLost: Math.min(0x7fffff, Math.max(0, expected - this.#received)),
      highestSequence: this.#highest >>> 0,
      jitter: Math.floor(this.#jitter),
      lsr: this.#lastReport?.ntp ?? 0,
      dlsr: this.#lastReport ? Math.min(0xffffffff, Math.round(((Date.now() - this.#lastReport.at) * 65536) / 1000)) : 0,
    });
  }

  close() {
    for (const downTrack of [...this.downTracks]) downTrack.close();
  }
}
