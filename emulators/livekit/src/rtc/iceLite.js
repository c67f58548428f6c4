import { randomBytes } from "node:crypto";
import { Event, isStunMessage, Message, parseMessage } from "werift";
import { MediaLink } from "../network/mediaLink.js";

const BINDING = 1, REQUEST = 0, RESPONSE = 0x100;
const MAX_PATHS = 16; // candidate pairs of one peer that are remembered; the oldest goes first
const secret = (length) => randomBytes(length).toString("base64url").replace(/[-_]/g, "x").slice(0, length);

/**
 * The ICE-lite side of RFC 8445 on one UDP socket: answers authenticated binding requests and follows the client's choice of path.
 * It has the shape that werift's DTLS transport expects of its ICE transport. werift's own agent is not used: it answers
 * requests without checking MESSAGE-INTEGRITY and keeps the first nominated pair for ever.
 */
export class IceLiteTransport {
  role = "controlled";
  state = "new";
  onData = new Event();
  /** @type {((address: string) => void) | undefined} */
  onSelected;
  localUfrag = secret(8);
  localPassword = secret(24);
  /** Time of the last authenticated packet, milliseconds. */
  lastSeen = Date.now();
  #paths = new Map();
  #selected;
  #key = Buffer.from(this.localPassword);
  #closed = false;

  /** @param {import("node:dgram").Socket} socket @param {string} candidateAddress address offered to the client @param {MediaLink} link way to the client */
  constructor(socket, candidateAddress, link = new MediaLink()) {
    this.link = link;
    this.socket = socket;
    this.candidateAddress = candidateAddress;
    this.port = socket.address().port;
    socket.on("message", (data, from) => link.receive(() => this.#receive(data, from)));
    socket.on("error", () => this.close());
  }

  /** werift reaches the packet path through `iceTransport.connection`. */
  get connection() {
    return this;
  }

  #receive(data, from) {
    if (this.#closed) return;
    try {
      if (isStunMessage(data)) this.#answerBinding(data, from);
      // Media and DTLS count only from an address that proved it knows the password.
      else if (this.#paths.has(`${from.address}:${from.port}`)) {
        this.lastSeen = Date.now();
        this.onData.execute(data);
      }
    } catch {
      // A packet that cannot be read is dropped, as on any UDP path.
    }
  }

  #answerBinding(data, from) {
    const request = parseMessage(data, this.#key);
    if (!request || request.messageMethod !== BINDING || request.messageClass !== REQUEST) return;
    if (!String(request.getAttributeValue("USERNAME")).startsWith(`${this.localUfrag}:`)) return;
    // The other side is never ICE-controlled towards a lite agent; answering would start a role conflict.
    if (request.attributesKeys.includes("ICE-CONTROLLED")) return;

    this.lastSeen = Date.now();
    const path = { address: from.address, port: from.port };
    const name = `${path.address}:${path.port}`;
    if (!this.#paths.has(name) && this.#paths.size >= MAX_PATHS) this.#paths.delete([...this.#paths.keys()].find((key) => this.#paths.get(key) !== this.#selected));
    const known = this.#paths.get(name) ?? path;
    this.#paths.set(name, known);
    // Before nomination any proven path will do: the DTLS handshake may start there.
    if (!this.#selected || request.attributesKeys.includes("USE-CANDIDATE")) this.#select(known);

    const response = new Message(BINDING, RESPONSE, request.transactionId);
    response.setAttribute("XOR-MAPPED-ADDRESS", [from.address, from.port]).addMessageIntegrity(this.#key).addFingerprint();
    this.#write(response.bytes, path);
  }

  #select(path) {
    if (this.#selected === path) return;
    this.#selected = path;
    this.state = "connected";
    this.onSelected?.(`${path.address}:${path.port}`);
  }

  #write(data, path) {
    this.link.send(() => {
      if (!this.#closed) this.socket.send(data, path.port, path.address, () => {});
    });
  }

  /** Sends on the selected path; before there is one the packet is dropped. */
  send = async (data) => {
    if (this.#selected) this.#write(data, this.#selected);
  };

  /** Candidate line of RFC 8839, without the `a=`. */
  get candidate() {
    return `candidate:1 1 udp 2130706431 ${this.candidateAddress} ${this.port} typ host`;
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.state = "closed";
    this.onData.allUnsubscribe();
    this.socket.close();
  }

  async stop() {
    this.close();
  }
}
