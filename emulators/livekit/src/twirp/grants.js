import { TwirpError } from "./error.js";

/** @param {object} claims @param {"roomCreate"|"roomList"} grant @throws {TwirpError} */
export function require(claims, grant) {
  if (claims.video?.[grant] !== true) throw new TwirpError("unauthenticated", `permissions denied: the token lacks the ${grant} grant`);
}

/** Admin calls work on the one room the token names. @throws {TwirpError} */
export function requireAdmin(claims, room) {
  if (claims.video?.roomAdmin !== true || claims.video.room !== room) throw new TwirpError("unauthenticated", "permissions denied: the token lacks the roomAdmin grant for this room");
}
