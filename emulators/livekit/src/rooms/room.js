import { DisconnectReason, ParticipantInfo_Kind, ParticipantInfo_State, ParticipantUpdate, Room as RoomInfo, RoomUpdate, TrackUnpublishedResponse } from "@livekit/protocol";
import { newId } from "../ids.js";
import { DataRouter } from "./dataRouter.js";
import { Speakers } from "./speakers.js";

/** One room: who is in it and what they tell each other. */
export class Room {
  sid = newId("RM_");
  createdAtMs = Date.now();
  metadata = "";
  /** @type {Map<string, import("./participant.js").Participant>} by identity */
  participants = new Map();
  data = new DataRouter(this);
  speakers = new Speakers(this);
  isClosed = false;
  #closeTimer;

  /**
   * @param {string} name
   * @param {{ emptyTimeout: number, departureTimeout: number, maxParticipants: number }} limits seconds
   * @param {object} host log, metrics, keys, region and the room's observer
   */
  constructor(name, limits, { log, metrics, keys, region, observer }) {
    Object.assign(this, { name, ...limits, log, metrics, keys, region, observer });
    this.#closeAfter(this.emptyTimeout);
  }

  #closeAfter(seconds) {
    clearTimeout(this.#closeTimer);
    this.#closeTimer = setTimeout(() => this.close(DisconnectReason.ROOM_CLOSED), Math.max(seconds, 1) * 1000);
  }

  get isFull() {
    return this.maxParticipants > 0 && this.#members.length >= this.maxParticipants;
  }

  /** Those who keep a room open: agents do not. */
  get #members() {
    return [...this.participants.values()].filter((p) => p.kind !== ParticipantInfo_Kind.AGENT && p.kind !== ParticipantInfo_Kind.EGRESS);
  }

  /** @param {import("./participant.js").Participant} participant */
  add(participant) {
    const previous = this.participants.get(participant.identity);
    if (previous) this.evict(previous, DisconnectReason.DUPLICATE_IDENTITY);
    this.participants.set(participant.identity, participant);
    if (this.#members.length > 0) clearTimeout(this.#closeTimer);
    this.metrics.participants.inc();
    this.metrics.participantJoins.inc({ state: "signal_connected" });
  }

  /** The join is complete: the others hear of it, and the newcomer gets what is published. */
  announce(participant) {
    participant.state = ParticipantInfo_State.JOINED;
    this.changed(participant, participant);
    for (const other of this.participants.values()) {
      if (other !== participant) for (const track of other.publications.live.values()) participant.subscriptions.offer(track);
    }
    this.observer.participantJoined(this, participant);
  }

  /** The primary transport is up. */
  activate(participant) {
    if (participant.state !== ParticipantInfo_State.JOINED && participant.state !== ParticipantInfo_State.JOINING) return;
    participant.state = ParticipantInfo_State.ACTIVE;
    this.metrics.participantJoins.inc({ state: "rtc_connected" });
    this.metrics.joinLatency.observe(Date.now() - participant.joinedAtMs);
    this.changed(participant);
  }

  /** Tracks of a participant went live with its last offer. @param {import("../rtc/upTrack.js").UpTrack[]} tracks */
  published(participant, tracks) {
    if (tracks.length === 0) return;
    this.changed(participant);
    for (const track of tracks) {
      this.metrics.trackPublished.inc({ kind: "AUDIO" });
      this.metrics.publishCount.inc({ kind: "AUDIO", state: "success" });
      for (const other of this.participants.values()) if (other !== participant) other.subscriptions.offer(track);
    }
    this.observer.trackPublished(this, participant);
  }

  unpublished(participant, tracks) {
    if (tracks.length === 0) return;
    for (const track of tracks) {
      participant.publications.remove(track);
      this.metrics.trackPublished.dec({ kind: "AUDIO" });
      for (const other of this.participants.values()) other.subscriptions.ended(track.info.sid);
      participant.send("trackUnpublished", new TrackUnpublishedResponse({ trackSid: track.info.sid }));
    }
    this.changed(participant);
  }

  /** @returns {import("../rtc/upTrack.js").UpTrack | undefined} a live track of anyone in the room */
  findTrack(sid) {
    for (const member of this.participants.values()) if (member.publications.live.has(sid)) return member.publications.live.get(sid);
    return undefined;
  }

  /** @returns {boolean} false when the participant has no such track */
  muteTrack(participant, sid, muted) {
    const track = participant.publications.find(sid);
    if (!track) return false;
    if (track.info.muted === muted) return true;
    track.info.muted = muted;
    this.changed(participant);
    return true;
  }

  /** Tells everyone who may know about a participant's new state. */
  changed(participant, except) {
    participant.version++;
    const update = new ParticipantUpdate({ participants: [participant.info] });
    for (const member of this.participants.values()) {
      if (member === except || (participant.permission.hidden && member !== participant)) continue;
      member.send("update", update);
    }
  }

  /** Others as a newcomer or a returning client sees them. */
  othersOf(participant) {
    return [...this.participants.values()].filter((p) => p !== participant && !p.permission.hidden).map((p) => p.info);
  }

  broadcast(name, message) {
    for (const member of this.participants.values()) member.send(name, message);
  }

  updateMetadata(metadata) {
    this.metadata = metadata;
    this.broadcast("roomUpdate", new RoomUpdate({ room: this.info }));
  }

  /** Sends a participant away. */
  evict(participant, reason, action) {
    if (this.participants.get(participant.identity) !== participant) return;
    participant.sendLeave(reason, action);
    this.remove(participant, reason);
  }

  /** Takes a participant out, frees what it held and tells the others. */
  remove(participant, reason) {
    if (this.participants.get(participant.identity) !== participant) return;
    for (const track of participant.publications.live.values()) this.metrics.trackPublished.dec({ kind: "AUDIO" });
    this.participants.delete(participant.identity);
    participant.disconnectReason = reason;
    participant.signal?.close(1000, "left");
    participant.signal = undefined;
    participant.close();
    this.data.forget(participant);
    this.speakers.forget(participant.sid);
    this.metrics.participants.dec();
    this.metrics.sessionDuration.observe(Date.now() - participant.joinedAtMs);
    this.log.info("participant left", { room: this.name, identity: participant.identity, reason: DisconnectReason[reason] });
    if (this.isClosed) return;
    this.changed(participant);
    this.observer.participantLeft(this, participant);
    if (this.#members.length === 0) this.#closeAfter(this.departureTimeout);
  }

  get info() {
    const { sid, name, emptyTimeout, departureTimeout, maxParticipants, metadata, createdAtMs } = this;
    const visible = [...this.participants.values()].filter((p) => !p.permission.hidden);
    return new RoomInfo({
      sid, name, emptyTimeout, departureTimeout, maxParticipants, metadata,
      creationTime: BigInt(Math.floor(createdAtMs / 1000)), creationTimeMs: BigInt(createdAtMs),
      numParticipants: visible.length, numPublishers: visible.filter((p) => p.publications.live.size > 0).length,
      enabledCodecs: [{ mime: "audio/opus" }],
    });
  }

  /** Ends the room for all. */
  close(reason) {
    if (this.isClosed) return;
    this.isClosed = true;
    clearTimeout(this.#closeTimer);
    this.speakers.close();
    for (const participant of [...this.participants.values()]) this.evict(participant, reason);
    this.metrics.roomDuration.observe((Date.now() - this.createdAtMs) / 1000);
    this.observer.roomClosed(this);
  }
}
