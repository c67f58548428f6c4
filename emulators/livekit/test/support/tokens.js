import { AccessToken } from "livekit-server-sdk";
import { KEY, SECRET } from "./server.js";

/** @param {import("livekit-server-sdk").VideoGrant} grant */
export function token(identity, grant, { ttl = 60, key = KEY, secret = SECRET, ...options } = {}) {
  const access = new AccessToken(key, secret, { identity, ttl, ...options });
  access.addGrant(grant);
  if (options.roomConfig) access.roomConfig = options.roomConfig;
  return access.toJwt();
}

export const joinToken = (identity, room, options, grant = {}) => token(identity, { roomJoin: true, room, ...grant }, options);
