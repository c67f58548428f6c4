import { DataPacket, DataPacket_Kind, DisconnectReason, LeaveRequest_Action, ParticipantInfo_Kind, UserPacket } from "@livekit/protocol";

const RELIABLE = "_reliable", LOSSY = "_lossy";
const MAX_HELD_BYTES = 4 * 1024 * 1024; // reliable packets for one member whose channel is not open yet

/** Passes data packets between the members of one room. */
export class DataRouter {
  /** @type {Map<import("./participant.js").Participant, { packets: Buffer[], bytes: number }>} */
  #held = new Map();

  /** @param {import("./room.js").Room} room */
  constructor(room) {
    this.room = room;
  }

  /** A packet from a client's channel. One that cannot be read is dropped. */
  receive(sender, label, data) {
    if ((label !== RELIABLE && label !== LOSSY) || !sender.permission.canPublishData) return;
    let packet;
    try {
      packet = DataPacket.fromBinary(data);
    } catch {
      return;
    }
    if (packet.value.case === undefined) return;
    const isStream = packet.value.case === "streamHeader" || packet.value.case === "streamChunk" || packet.value.case === "streamTrailer" || packet.value.case === "transcription";
    // Agents may send streams in another member's name: captions of what that member said.
    const speaksForOther = sender.kind === ParticipantInfo_Kind.AGENT && isStream && packet.participantIdentity !== "" && this.room.participants.has(packet.participantIdentity);
    if (!speaksForOther) {
      packet.participantIdentity = sender.identity;
      packet.participantSid = sender.sid;
    }
    packet.kind = label === RELIABLE ? DataPacket_Kind.RELIABLE : DataPacket_Kind.LOSSY;
    if (packet.value.case === "user") {
      packet.value.value.participantSid = sender.sid;
      packet.value.value.participantIdentity = sender.identity;
    }
    this.#spread(packet, sender);
  }

  /** A packet from the server API. @param {import("@livekit/protocol").SendDataRequest} request */
  sendFromServer(request) {
    const { data: payload, topic, nonce, destinationIdentities, destinationSids, kind } = request;
    const user = new UserPacket({ payload, topic, nonce, destinationIdentities, destinationSids });
    this.#spread(new DataPacket({ kind, destinationIdentities, value: { case: "user", value: user } }));
  }

  #spread(packet, sender) {
    const user = packet.value.case === "user" ? packet.value.value : undefined;
    const identities = new Set([...packet.destinationIdentities, ...(user?.destinationIdentities ?? [])]);
    const sids = new Set(user?.destinationSids ?? []);
    const label = packet.kind === DataPacket_Kind.RELIABLE ? RELIABLE : LOSSY;
    const bytes = Buffer.from(packet.toBinary());
    for (const member of this.room.participants.values()) {
      if (member === sender) continue;
      if (identities.size + sids.size > 0 && !identities.has(member.identity) && !sids.has(member.sid)) continue;
      this.#deliver(member, label, bytes);
    }
  }

  #deliver(member, label, bytes) {
    const channel = member.primary.channels.get(label);
    if (channel) {
      if (member.primary.sendData(label, bytes) || label === LOSSY) return;
      this.room.log.warn("a client does not take its data: full reconnect", { room: this.room.name, identity: member.identity });
      return setImmediate(() => this.room.evict(member, DisconnectReason.STATE_MISMATCH, LeaveRequest_Action.RECONNECT));
    }
    if (label === LOSSY) return;
    const held = this.#held.get(member) ?? { packets: [], bytes: 0 };
    if (held.bytes + bytes.length > MAX_HELD_BYTES) return;
    held.packets.push(bytes);
    held.bytes += bytes.length;
    this.#held.set(member, held);
  }

  /** A member's channel opened: what was held for it goes out. */
  flush(member, label) {
    if (label !== RELIABLE || !member.primary.channels.has(label)) return;
    const held = this.#held.get(member);
    this.#held.delete(member);
    for (const packet of held?.packets ?? []) member.primary.sendData(RELIABLE, packet);
  }

  forget(member) {
    this.#held.delete(member);
  }
}
