import { RTCDataChannel, RTCDataChannelParameters, RTCDtlsFingerprint, RTCDtlsParameters, RTCDtlsTransport } from "werift";
import { IceLiteTransport } from "./iceLite.js";
import { ReplayWindow } from "./replayWindow.js";
import { GuardedSctp, SCTP_PORT } from "./sctp.js";

const SRTP_AEAD_AES_128_GCM = 7, SRTP_AES128_CM_HMAC_SHA1_80 = 1;
const LAST_FLIGHT = 6;
const FIRST_DATA_RECORD = 1000; // beyond the records of any handshake
const SILENCE_LIMIT_MS = 30_000;

/** One bundled transport to a client: ICE-lite, DTLS server, SRTP and SCTP on one UDP socket. */
export class PeerTransport {
  state = "new";
  /** @type {Map<string, RTCDataChannel>} open channels by label */
  channels = new Map();
  onConnected = () => {};
  /** @type {(reason: string) => void} */
  onFailed = () => {};
  /** @type {(packet: import("werift").RtpPacket) => void} */
  onRtp = () => {};
  /** @type {(packet: object) => void} */
  onRtcp = () => {};
  /** @type {(label: string, data: Buffer) => void} */
  onData = () => {};
  onChannelOpen = (label) => {};
  #replays = new Map();

  /** @param {import("node:dgram").Socket} socket @param {{ candidateAddress: string, certificate: import("werift").RTCCertificate, traffic: object, link?: import("../network/mediaLink.js").MediaLink }} options */
  constructor(socket, { candidateAddress, certificate, traffic, link }) {
    this.traffic = traffic;
    this.fingerprint = certificate.getFingerprints()[0];
    this.ice = new IceLiteTransport(socket, candidateAddress, link);
    this.dtls = new RTCDtlsTransport({}, this.ice, certificate, [SRTP_AEAD_AES_128_GCM, SRTP_AES128_CM_HMAC_SHA1_80]);
    this.dtls.role = "server";
    this.sctp = new GuardedSctp(this.dtls);
    this.sctp.onBroken = (reason) => this.#fail(reason);
    this.dtls.onRtp.subscribe((packet) => this.#receiveRtp(packet));
    this.dtls.onRtcp.subscribe((packet) => this.onRtcp(packet));
    this.dtls.onStateChange.subscribe((state) => {
      if (state === "closed" && this.state === "connected") this.#fail("the client closed the transport");
    });
    this.sctp.onDataChannel.subscribe((channel) => this.#addChannel(channel));
    this.sctp.start(SCTP_PORT).catch(() => {});
  }

  get isConnected() {
    return this.state === "connected";
  }

  /** Begins the handshake; to be called before the client learns the address. @param {{ algorithm: string, value: string }[]} fingerprints */
  start(fingerprints) {
    if (this.state !== "new") return;
    this.state = "connecting";
    this.dtls.setRemoteParams(new RTCDtlsParameters(fingerprints.map((f) => new RTCDtlsFingerprint(f.algorithm, f.value)), "client"));
    this.dtls.start().then(
      () => {
        if (this.state !== "connecting") return;
        this.state = "connected";
        // werift counts records from 0 again after its Finished, which took a number of the same epoch: the client's replay
        // check would drop the one data record that gets that number, and a second would pass before SCTP sends it again.
        this.dtls.dtls.dtls.recordSequenceNumber = FIRST_DATA_RECORD;
        this.onConnected();
      },
      (error) => this.#fail(`DTLS: ${error?.message ?? error}`),
    );
  }

  #receiveRtp(packet) {
    const { ssrc, sequenceNumber } = packet.header;
    let window = this.#replays.get(ssrc);
    if (!window) {
      if (this.#replays.size >= 64) this.#replays.delete(this.#replays.keys().next().value);
      this.#replays.set(ssrc, (window = new ReplayWindow()));
    }
    if (!window.accept(sequenceNumber)) return;
    this.traffic.received(packet.payload.length);
    this.onRtp(packet);
  }

  #addChannel(channel) {
    channel.onMessage.subscribe((data) => this.onData(channel.label, Buffer.isBuffer(data) ? data : Buffer.from(data)));
    const opened = () => {
      this.channels.set(channel.label, channel);
      this.onChannelOpen(channel.label);
    };
    if (channel.readyState === "open") opened();
    channel.stateChanged.subscribe((state) => {
      if (state === "open") opened();
      else if (this.channels.get(channel.label) === channel) this.channels.delete(channel.label);
    });
  }

  /** Opens a channel from the server side. Stream ids are odd: the DTLS server owns them (RFC 8832, section 6). */
  openChannel(label, id, options) {
    this.#addChannel(new RTCDataChannel(this.sctp, new RTCDataChannelParameters({ label, id, ...options })));
  }

  /** @returns {boolean} false when the channel is not open or the peer is too slow */
  sendData(label, data) {
    const channel = this.channels.get(label);
    if (!channel || channel.readyState !== "open" || this.sctp.isCongested) return false;
    channel.send(data);
    return true;
  }

  sendRtp(payload, header) {
    if (!this.isConnected) return;
    this.traffic.sent(payload.length);
    this.dtls.sendRtp(payload, header);
  }

  sendRtcp(packets) {
    if (this.isConnected) this.dtls.sendRtcp(packets).catch(() => {});
  }

  /** Ends a transport whose client has not been heard for long: consent (RFC 7675) ran out. */
  checkAlive(now = Date.now()) {
    if (this.isConnected && now - this.ice.lastSeen > SILENCE_LIMIT_MS) this.#fail("nothing came from the client for 30 s");
  }

  #fail(reason) {
    if (this.state === "closed") return;
    this.close();
    this.onFailed(reason);
  }

  close() {
    if (this.state === "closed") return;
    this.state = "closed";
    // Ends werift's handshake retransmission, which otherwise goes on for half a minute.
    if (this.dtls.dtls) this.dtls.dtls.dtls.flight = LAST_FLIGHT;
    this.sctp.stop().catch(() => {}).finally(() => this.dtls.stop().catch(() => {}));
    this.channels.clear();
    this.#replays.clear();
  }
}
