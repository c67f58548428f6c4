import { MAX_MESSAGE_SIZE, SCTP_PORT } from "../sctp.js";

export const AUDIO_LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
export const MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid";

/**
 * @typedef {object} LocalSection what is written for one m-line
 * @property {"audio"|"video"|"application"} kind
 * @property {string} mid
 * @property {boolean} [rejected]
 * @property {string} [direction]
 * @property {number} [payloadType]
 * @property {string} [codec] rtpmap encoding; "opus/48000/2" unless given
 * @property {string} [fmtp]
 * @property {Map<string, number>} [extensions]
 * @property {{ streamId: string, trackId: string, ssrc: number }} [source] what is sent in this section
 */

/**
 * Writes a bundled description of the server's side.
 * @param {import("../peer.js").PeerTransport} peer @param {LocalSection[]} sections @param {"passive"|"actpass"} setup @param {number} version
 */
export function writeSdp(peer, sections, setup, version) {
  const live = sections.filter((section) => !section.rejected);
  const lines = ["v=0", `o=- ${peer.sessionId ??= Date.now()} ${version} IN IP4 127.0.0.1`, "s=-", "t=0 0"];
  if (live.length > 0) lines.push(`a=group:BUNDLE ${live.map((section) => section.mid).join(" ")}`);
  lines.push("a=extmap-allow-mixed", "a=msid-semantic: WMS *", "a=ice-lite", `a=fingerprint:${peer.fingerprint.algorithm} ${peer.fingerprint.value}`);
  for (const section of sections) lines.push(...writeSection(peer, section, setup, section === live[0]));
  return `${lines.join("\r\n")}\r\n`;
}

function writeSection(peer, section, setup, first) {
  const isData = section.kind === "application";
  const payloadType = section.payloadType ?? 0;
  const lines = [
    isData ? `m=application ${section.rejected ? 0 : 9} UDP/DTLS/SCTP webrtc-datachannel` : `m=${section.kind} ${section.rejected ? 0 : 9} UDP/TLS/RTP/SAVPF ${payloadType}`,
    "c=IN IP4 0.0.0.0",
    `a=ice-ufrag:${peer.ice.localUfrag}`,
    `a=ice-pwd:${peer.ice.localPassword}`,
    `a=setup:${setup}`,
    `a=mid:${section.mid}`,
  ];
  if (first) lines.push(`a=${peer.ice.candidate}`, "a=end-of-candidates");
  if (isData) return [...lines, `a=sctp-port:${SCTP_PORT}`, `a=max-message-size:${MAX_MESSAGE_SIZE}`];

  lines.push("a=rtcp-mux", "a=rtcp-rsize", `a=${section.direction ?? "inactive"}`, `a=rtpmap:${payloadType} ${section.codec ?? "opus/48000/2"}`);
  if (section.fmtp) lines.push(`a=fmtp:${payloadType} ${section.fmtp}`);
  for (const [uri, id] of section.extensions ?? []) lines.push(`a=extmap:${id} ${uri}`);
  if (section.source) {
    const { streamId, trackId, ssrc } = section.source;
    lines.push(`a=msid:${streamId} ${trackId}`, `a=ssrc:${ssrc} cname:${streamId}`, `a=ssrc:${ssrc} msid:${streamId} ${trackId}`);
  }
  return lines;
}
