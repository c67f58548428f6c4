import { ParticipantInfo_Kind } from "@livekit/protocol";
import { kindOf, requireJoin, roomConfigOf } from "../auth/grants.js";
import { TokenError, verifyJwt } from "../auth/jwt.js";
import { HttpError, tokenOf } from "../http/respond.js";
import { MediaLink } from "../network/mediaLink.js";
import { PeerTransport } from "../rtc/peer.js";
import { PortsExhaustedError } from "../rtc/portPool.js";
import { JoinRequestError, readJoinOptions } from "./joinOptions.js";
import { joinSession, refuseResume, resumeSession } from "./session.js";

/** /rtc and /rtc/v1: checks a join before the WebSocket is accepted. */
export class SignalEndpoint {
  /** @param {import("../server.js").LiveKitServer} server */
  constructor(server) {
    this.server = server;
  }

  /**
   * Everything that can be wrong with a join, as the upgrade and the validate route report it.
   * @param {import("node:http").IncomingMessage} request @param {URLSearchParams} query
   * @throws {HttpError}
   */
  check(request, query) {
    const { config, rooms, ports } = this.server;
    try {
      const claims = verifyJwt(tokenOf(request, query), config.keys);
      const roomName = requireJoin(claims, query.get("room") ?? undefined);
      const settings = roomConfigOf(claims);
      const options = readJoinOptions(query);
      const room = rooms.get(roomName);
      if (!room && !config.room.autoCreate) throw new HttpError(404, "requested room does not exist (room.auto_create is false)");
      const resumed = options.reconnect ? room?.participants.get(claims.sub) : undefined;
      if (resumed?.sid === options.sid && options.sid !== "") return { claims, roomName, options, resumed };
      if (room?.isFull && !room.participants.has(claims.sub)) throw new HttpError(429, "room has reached its max participants");
      ports.ensureFree(options.single ? 1 : 2);
      return { claims, roomName, settings, options };
    } catch (error) {
      if (error instanceof TokenError) throw new HttpError(401, error.message);
      if (error instanceof JoinRequestError) throw new HttpError(400, error.message);
      if (error instanceof PortsExhaustedError) throw new HttpError(503, error.message);
      throw error;
    }
  }

  /** @param {(accept: (socket: import("ws").WebSocket) => void) => void} accept completes the upgrade @throws {HttpError} */
  async upgrade(request, query, accept) {
    const { server } = this;
    const { claims, roomName, settings, options, resumed } = this.check(request, query);
    const partition = kindOf(claims) === ParticipantInfo_Kind.AGENT ? undefined : server.partition;
    await partition?.passed();
    if (resumed) return accept((socket) => resumeSession(server, resumed, options, socket, partition));
    if (options.reconnect) return accept((socket) => refuseResume(server, socket));

    const sockets = await this.#bind(options.single ? 1 : 2);
    let accepted = false;
    accept((socket) => {
      accepted = true;
      const peers = sockets.map((udp) => new PeerTransport(udp, { ...server.transportOptions, link: new MediaLink(server.distances.of(claims.attributes), partition) }));
      joinSession(server, server.rooms.getOrCreate(roomName, settings), claims, options, peers, socket, partition);
    });
    if (!accepted) for (const udp of sockets) udp.close();
  }

  async #bind(count) {
    const results = await Promise.allSettled(Array.from({ length: count }, () => this.server.ports.bind()));
    const failed = results.find((result) => result.status === "rejected");
    if (!failed) return results.map((result) => result.value);
    for (const result of results) if (result.status === "fulfilled") result.value.close();
    throw new HttpError(503, failed.reason.message);
  }
}
