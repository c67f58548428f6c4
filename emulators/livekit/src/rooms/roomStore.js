import { DisconnectReason } from "@livekit/protocol";
import { Room } from "./room.js";

/** All rooms of the server. */
export class RoomStore {
  /** @type {Map<string, Room>} */
  #rooms = new Map();
  /** Hears of new rooms and of what happens in them; set by the agents. */
  observer = { roomCreated() {}, roomClosed() {}, participantJoined() {}, participantLeft() {}, trackPublished() {} };

  /** @param {{ config: import("../config/load.js").Config, log: import("../log.js").Logger, metrics: object }} host */
  constructor({ config, log, metrics }) {
    Object.assign(this, { config, log, metrics });
  }

  get(name) {
    return this.#rooms.get(name);
  }

  get all() {
    return [...this.#rooms.values()];
  }

  /**
   * The room of that name, made if there is none.
   * @param {string} name
   * @param {{ emptyTimeout?: number, departureTimeout?: number, maxParticipants?: number, metadata?: string, agents?: import("@livekit/protocol").RoomAgentDispatch[] }} [settings] used only for a new room; 0 means the default
   */
  getOrCreate(name, settings = {}) {
    const existing = this.#rooms.get(name);
    if (existing) return existing;
    const { config, log, metrics } = this;
    const limits = {
      emptyTimeout: settings.emptyTimeout || config.room.emptyTimeout,
      departureTimeout: settings.departureTimeout || config.room.departureTimeout,
      maxParticipants: settings.maxParticipants || config.room.maxParticipants,
    };
    const store = this;
    const observer = {
      participantJoined: (...args) => store.observer.participantJoined(...args),
      participantLeft: (...args) => store.observer.participantLeft(...args),
      trackPublished: (...args) => store.observer.trackPublished(...args),
      roomClosed(room) {
        store.#rooms.delete(room.name);
        metrics.rooms.dec();
        log.info("room closed", { room: room.name });
        store.observer.roomClosed(room);
      },
    };
    const room = new Room(name, limits, { log, metrics, keys: config.keys, region: config.region, observer });
    room.metadata = settings.metadata ?? "";
    this.#rooms.set(name, room);
    metrics.rooms.inc();
    log.info("room created", { room: name });
    this.observer.roomCreated(room, settings.agents ?? []);
    return room;
  }

  close() {
    for (const room of this.all) room.close(DisconnectReason.SERVER_SHUTDOWN);
  }
}
