import { RTCSctpTransport } from "werift";

export const SCTP_PORT = 5000;
export const MAX_MESSAGE_SIZE = 262_144; // bytes, announced in SDP
const MAX_REASSEMBLY_BYTES = 4 * 1024 * 1024; // of messages that are still incomplete
const MAX_QUEUED_CHUNKS = 16_384; // about 19 MB towards one peer
const MAX_CHANNELS = 32;

/** werift's SCTP with what it leaves open: errors that would become unhandled rejections, and bounds. */
export class GuardedSctp extends RTCSctpTransport {
  /** @type {((reason: string) => void) | undefined} */
  onBroken;

  /** @param {import("werift").RTCDtlsTransport} dtls */
  constructor(dtls) {
    super(SCTP_PORT, MAX_MESSAGE_SIZE);
    const receive = this.datachannelReceive;
    this.datachannelReceive = async (...args) => {
      try {
        if (Object.keys(this.dataChannels).length < MAX_CHANNELS || this.dataChannels[args[0]]) await receive(...args);
      } catch {
        // An unknown payload type or a half DCEP message: dropped.
      }
    };
    this.setRemoteMaxMessageSize(MAX_MESSAGE_SIZE);
    this.setDtlsTransport(dtls);
    dtls.dataReceiver = (packet) => {
      if (this.sctp.advertisedRwnd < -MAX_REASSEMBLY_BYTES) return this.onBroken?.("incomplete data messages exceed the limit");
      this.sctp.handleData(packet).catch(() => {});
    };
    const transmit = this.sctp.transmit;
    if (transmit) this.sctp.transmit = (...args) => Promise.resolve(transmit.apply(this.sctp, args)).catch(() => {});
  }

  async dataChannelFlush() {
    try {
      await super.dataChannelFlush();
    } catch {
      // The association ended while sending.
    }
  }

  /** True while a peer does not take what is sent to it. */
  get isCongested() {
    return this.sctp.outboundQueue.length + this.dataChannelQueue.length > MAX_QUEUED_CHUNKS;
  }
}
