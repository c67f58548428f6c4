import { ParticipantInfo_Kind, ParticipantPermission, RoomConfiguration, TrackSource } from "@livekit/protocol";
import { signJwt, TokenError } from "./jwt.js";

const KINDS = { agent: ParticipantInfo_Kind.AGENT, sip: ParticipantInfo_Kind.SIP, ingress: ParticipantInfo_Kind.INGRESS, egress: ParticipantInfo_Kind.EGRESS };
const REFRESHED_TTL_SECONDS = 600; // as the real server

/** @param {object} claims @returns {ParticipantInfo_Kind} */
export const kindOf = (claims) => KINDS[claims.kind] ?? ParticipantInfo_Kind.STANDARD;

/** What a joiner may do; grants that are absent follow the real server's defaults. */
export function permissionOf(claims) {
  const video = claims.video ?? {};
  const canPublish = video.canPublish ?? true;
  return new ParticipantPermission({
    canSubscribe: video.canSubscribe ?? true,
    canPublish,
    canPublishData: video.canPublishData ?? canPublish,
    canPublishSources: (Array.isArray(video.canPublishSources) ? video.canPublishSources : []).map((name) => TrackSource[String(name).toUpperCase()]).filter((s) => s !== undefined),
    canUpdateMetadata: video.canUpdateOwnMetadata ?? false,
    hidden: video.hidden ?? false,
    recorder: video.recorder ?? false,
    agent: claims.kind === "agent" || video.agent === true,
  });
}

/** The room a token lets its holder join. @throws {TokenError} */
export function requireJoin(claims, roomParameter) {
  const { roomJoin, room } = claims.video ?? {};
  if (roomJoin !== true) throw new TokenError("permissions denied: the token lacks the roomJoin grant");
  const name = room || roomParameter;
  if (!name || typeof name !== "string") throw new TokenError("permissions denied: the token names no room");
  if (roomParameter && roomParameter !== name) throw new TokenError("permissions denied: the token is for another room");
  if (typeof claims.sub !== "string" || claims.sub === "") throw new TokenError("identity cannot be empty");
  return name;
}

/** @returns {RoomConfiguration | undefined} @throws {TokenError} */
export function roomConfigOf(claims) {
  if (claims.roomConfig === undefined || claims.roomConfig === null) return undefined;
  try {
    return RoomConfiguration.fromJson(claims.roomConfig, { ignoreUnknownFields: true });
  } catch {
    throw new TokenError("invalid token: roomConfig cannot be read");
  }
}

/** The same grants in a fresh token, so that a client can reconnect after its first one ran out. */
export function refreshedToken(claims, keys) {
  const { exp, nbf, iat, jti, iss, ...rest } = claims;
  return signJwt(rest, iss, keys.get(iss), REFRESHED_TTL_SECONDS);
}
