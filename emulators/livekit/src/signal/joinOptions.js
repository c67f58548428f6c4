import { gunzipSync } from "node:zlib";
import { ClientInfo, JoinRequest, WrappedJoinRequest, WrappedJoinRequest_Compression } from "@livekit/protocol";

const MAX_JOIN_BYTES = 1024 * 1024;

/** A join whose parameters cannot be read: HTTP 400. */
export class JoinRequestError extends Error {}

/**
 * @typedef {object} JoinOptions
 * @property {boolean} single one peer connection for both directions
 * @property {boolean} autoSubscribe
 * @property {ClientInfo | undefined} clientInfo
 * @property {boolean} reconnect resume of an earlier session
 * @property {string} sid of the session to resume
 * @property {JoinRequest | undefined} join what a v1 client sent along
 * @property {string | undefined} name
 */

/** @param {URLSearchParams} query @returns {JoinOptions} @throws {JoinRequestError} */
export function readJoinOptions(query) {
  const wrapped = query.get("join_request");
  return wrapped ? fromJoinRequest(unwrap(wrapped)) : fromQuery(query);
}

function unwrap(text) {
  try {
    const { compression, joinRequest } = WrappedJoinRequest.fromBinary(Buffer.from(text, "base64url"));
    const bytes = compression === WrappedJoinRequest_Compression.GZIP ? gunzipSync(joinRequest, { maxOutputLength: MAX_JOIN_BYTES }) : joinRequest;
    return JoinRequest.fromBinary(bytes);
  } catch {
    throw new JoinRequestError("cannot read join_request");
  }
}

function fromJoinRequest(join) {
  return {
    single: true,
    autoSubscribe: join.connectionSettings?.autoSubscribe ?? true,
    clientInfo: join.clientInfo,
    reconnect: join.reconnect,
    sid: join.participantSid,
    join,
    name: undefined,
  };
}

function fromQuery(query) {
  const isTrue = (name, otherwise) => (query.has(name) ? ["1", "true"].includes(query.get(name)) : otherwise);
  return {
    single: false,
    autoSubscribe: isTrue("auto_subscribe", true),
    clientInfo: new ClientInfo({ version: query.get("version") ?? "", protocol: Number(query.get("protocol")) | 0, clientProtocol: Number(query.get("client_protocol")) | 0 }),
    reconnect: isTrue("reconnect", false),
    sid: query.get("sid") ?? "",
    join: undefined,
    name: query.get("name") ?? undefined,
  };
}
