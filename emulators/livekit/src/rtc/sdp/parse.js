const MAX_SDP_LENGTH = 256 * 1024;
const MAX_SECTIONS = 256;

/** SDP that cannot be used. */
export class SdpError extends Error {}

/**
 * @typedef {object} Section one m-line
 * @property {"audio"|"video"|"application"} kind
 * @property {boolean} rejected port 0
 * @property {string} mid
 * @property {string} direction sendrecv, sendonly, recvonly or inactive
 * @property {number[]} payloadTypes
 * @property {Map<number, string>} codecs payload type to "opus/48000/2", lower case
 * @property {Map<string, number>} extensions header extension URI to id
 * @property {string | undefined} trackId second word of a=msid
 * @property {number[]} ssrcs
 */

/** @typedef {{ ufrag: string, fingerprints: { algorithm: string, value: string }[], sections: Section[] }} Description */

/** @param {string} sdp @returns {Description} @throws {SdpError} */
export function parseSdp(sdp) {
  if (typeof sdp !== "string" || !sdp.startsWith("v=0") || sdp.length > MAX_SDP_LENGTH) throw new SdpError("the session description is not SDP");
  const description = { ufrag: "", fingerprints: [], sections: [] };
  let section;
  for (const line of sdp.split(/\r?\n/)) {
    if (line.startsWith("m=")) {
      section = parseMediaLine(line);
      if (description.sections.push(section) > MAX_SECTIONS) throw new SdpError("the session description has too many media sections");
    } else if (line.startsWith("a=")) {
      const colon = line.indexOf(":");
      const name = colon < 0 ? line.slice(2) : line.slice(2, colon);
      readAttribute(description, section, name, colon < 0 ? "" : line.slice(colon + 1));
    }
  }
  const mids = new Set(description.sections.map((s) => s.mid));
  if (mids.size !== description.sections.length) throw new SdpError("media sections need distinct mids");
  return description;
}

function parseMediaLine(line) {
  const [kind, port, , ...formats] = line.slice(2).split(" ");
  if (!["audio", "video", "application"].includes(kind)) throw new SdpError("only audio, video and application sections are understood");
  const payloadTypes = kind === "application" ? [] : formats.map(Number).filter((pt) => Number.isInteger(pt) && pt >= 0 && pt < 128);
  return { kind, rejected: port === "0", mid: "", direction: "sendrecv", payloadTypes, codecs: new Map(), extensions: new Map(), trackId: undefined, ssrcs: [] };
}

function readAttribute(description, section, name, value) {
  if (name === "ice-ufrag") description.ufrag ||= value;
  else if (name === "fingerprint") {
    const [algorithm, hash] = value.split(" ");
    if (hash && !description.fingerprints.some((f) => f.value === hash)) description.fingerprints.push({ algorithm, value: hash });
  }
  if (!section) return;
  if (name === "mid") {
    if (!/^[\w-]{1,32}$/.test(value)) throw new SdpError("a mid must be 1 to 32 letters or digits");
    section.mid = value;
  } else if (["sendrecv", "sendonly", "recvonly", "inactive"].includes(name)) section.direction = name;
  else if (name === "rtpmap") {
    const [pt, codec] = value.split(" ");
    if (codec) section.codecs.set(Number(pt), codec.toLowerCase());
  } else if (name === "extmap") {
    const [id, uri] = value.split(" ");
    if (uri && Number(id.split("/")[0]) < 15) section.extensions.set(uri, Number(id.split("/")[0]));
  } else if (name === "msid") section.trackId = value.split(" ")[1];
  else if (name === "ssrc") {
    const ssrc = Number(value.split(" ")[0]);
    if (!section.ssrcs.includes(ssrc) && section.ssrcs.length < 8) section.ssrcs.push(ssrc);
  }
}

export const sends = (section) => !section.rejected && (section.direction === "sendrecv" || section.direction === "sendonly");
export const receives = (section) => !section.rejected && (section.direction === "sendrecv" || section.direction === "recvonly");

/** @param {Section} section @returns {number | undefined} */
export const opusOf = (section) => section.payloadTypes.find((pt) => section.codecs.get(pt) === "opus/48000/2");
