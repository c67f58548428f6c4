import { DisconnectReason, LeaveRequest, LeaveRequest_Action, ParticipantInfo, ParticipantInfo_State, SignalResponse } from "@livekit/protocol";
import { kindOf, permissionOf, refreshedToken } from "../auth/grants.js";
import { newId } from "../ids.js";
import { DualSubscriber } from "../rtc/dualSubscriber.js";
import { PublisherSession } from "../rtc/publisherSession.js";
import { SingleSubscriber } from "../rtc/singleSubscriber.js";
import { Publications } from "./publications.js";
import { Subscriptions } from "./subscriptions.js";

const TICK_MS = 2000;
const JOIN_LIMIT_MS = 30_000; // from signalling to media
const REFRESH_MS = 300_000; // as the real server
const SIGNAL_GRACE_MS = 10_000; // for a lost signalling socket to come back

/** One member of a room: its state, its signalling socket and its media. */
export class Participant {
  sid = newId("PA_");
  state = ParticipantInfo_State.JOINING;
  joinedAtMs = Date.now();
  version = 0;
  /** @type {import("../signal/connection.js").SignalConnection | undefined} */
  signal;
  /** Set by a client that simulates a socket loss after resume. */
  dropSignalOnResume = false;
  #timers = [];
  #graceTimer;

  /**
   * @param {import("./room.js").Room} room
   * @param {object} claims
   * @param {import("../signal/joinOptions.js").JoinOptions} options
   * @param {import("../rtc/peer.js").PeerTransport[]} peers one, or publisher and subscriber
   */
  constructor(room, claims, options, peers) {
    Object.assign(this, { room, claims, peers });
    this.identity = claims.sub;
    this.name = options.name ?? claims.name ?? "";
    this.metadata = claims.metadata ?? "";
    this.attributes = { ...claims.attributes };
    this.permission = permissionOf(claims);
    this.kind = kindOf(claims);
    this.clientProtocol = options.clientInfo?.clientProtocol ?? 0;
    this.capabilities = options.clientInfo?.capabilities ?? [];
    this.autoSubscribe = options.autoSubscribe;
    this.isSingle = peers.length === 1;
    this.publications = new Publications(this);
    this.subscriptions = new Subscriptions(this);
    const send = (name, message) => this.send(name, message);
    this.receiver = this.isSingle ? new SingleSubscriber(peers[0], send) : new DualSubscriber(peers[1], send);
    this.publisher = new PublisherSession(peers[0], this.publications, this.isSingle ? this.receiver : undefined);
    for (const peer of peers) this.#watch(peer);
  }

  #watch(peer) {
    peer.onFailed = (reason) => {
      this.room.log.info("media transport ended", { room: this.room.name, identity: this.identity, reason });
      // A leaving client closes its transport a moment before its socket.
      setTimeout(() => this.room.evict(this, DisconnectReason.STATE_MISMATCH, LeaveRequest_Action.RECONNECT), 1000).unref();
    };
    peer.onData = (label, data) => this.room.data.receive(this, label, data);
    peer.onChannelOpen = (label) => this.room.data.flush(this, label);
  }

  /** The transport whose connection makes the participant active, and which carries data to it. */
  get primary() {
    return this.receiver.peer;
  }

  get isActive() {
    return this.state === ParticipantInfo_State.ACTIVE;
  }

  /** @param {import("../signal/connection.js").SignalConnection} signal */
  start(signal) {
    this.signal = signal;
    this.primary.onConnected = () => this.room.activate(this);
    this.#timers.push(setInterval(() => this.#tick(), TICK_MS), setInterval(() => this.sendToken(), REFRESH_MS));
  }

  #tick() {
    this.publisher.report();
    for (const peer of this.peers) peer.checkAlive();
    if (!this.isActive && Date.now() - this.joinedAtMs > JOIN_LIMIT_MS) this.room.evict(this, DisconnectReason.JOIN_FAILURE);
  }

  /** @param {import("../signal/connection.js").SignalConnection} signal the socket after a reconnect */
  resume(signal) {
    clearTimeout(this.#graceTimer);
    const previous = this.signal;
    this.signal = signal;
    previous?.close(1000, "replaced by a reconnect");
  }

  /** The socket went without a leave: the client has some seconds to come back. */
  signalLost(signal) {
    if (this.signal !== signal) return;
    this.signal = undefined;
    this.#graceTimer = setTimeout(() => this.room.remove(this, DisconnectReason.SIGNAL_CLOSE), SIGNAL_GRACE_MS);
  }

  /** @param {string} name field of SignalResponse */
  send(name, value) {
    this.signal?.send(new SignalResponse({ message: { case: name, value } }));
  }

  sendToken() {
    this.send("refreshToken", refreshedToken(this.claims, this.room.keys));
  }

  /** Tells the client to go and closes its socket once that was written. */
  sendLeave(reason, action = LeaveRequest_Action.DISCONNECT) {
    this.send("leave", new LeaveRequest({ reason, action, canReconnect: action !== LeaveRequest_Action.DISCONNECT }));
    const { signal } = this;
    this.signal = undefined;
    if (signal) setTimeout(() => signal.close(1000, "left"), 50);
  }

  /** Changes what the participant may do, from the server API. @param {import("@livekit/protocol").ParticipantPermission} permission */
  allow(permission) {
    this.permission = permission;
    if (!permission.canPublish) this.room.unpublished(this, [...this.publications.live.values()]);
    if (!permission.canSubscribe) return this.subscriptions.close();
    for (const other of this.room.participants.values()) if (other !== this) for (const track of other.publications.live.values()) this.subscriptions.offer(track);
  }

  get info() {
    const { sid, identity, name, state, metadata, attributes, version, permission, kind, clientProtocol, capabilities, joinedAtMs, disconnectReason } = this;
    return new ParticipantInfo({
      sid, identity, name, state, metadata, attributes: { ...attributes }, version, permission, kind, clientProtocol, capabilities, disconnectReason,
      joinedAt: BigInt(Math.floor(joinedAtMs / 1000)), joinedAtMs: BigInt(joinedAtMs),
      region: this.room.region, tracks: this.publications.infos, isPublisher: this.publications.live.size > 0,
    });
  }

  close() {
    this.state = ParticipantInfo_State.DISCONNECTED;
    clearTimeout(this.#graceTimer);
    for (const timer of this.#timers) clearInterval(timer);
    this.publications.close();
    this.subscriptions.close();
    this.receiver.close();
    this.publisher.close();
  }
}
