import { ConnectionError, ConnectionErrorReason, DisconnectReason } from "livekit-client";
import type { CallError } from "./CallError";
import type { CallHappening } from "./CallEvent";

/** Why the room could not be joined. Messages of the client are not shown: they may quote the address with the token. */
export function connectError(error: unknown): CallError {
  if (!(error instanceof ConnectionError)) {
    return { code: "failed" };
  }
  switch (error.reason) {
    case ConnectionErrorReason.NotAllowed:
      return error.status === 401 ? { code: "token-expired" } : { code: "failed", detail: "The room did not let this page in." };
    case ConnectionErrorReason.ServerUnreachable:
    case ConnectionErrorReason.Timeout:
    case ConnectionErrorReason.WebSocket:
    case ConnectionErrorReason.ServiceNotFound:
      return { code: "unreachable", detail: "The media server could not be reached." };
    default:
      return { code: "failed" };
  }
}

/** What the end of a joined room means for the call. */
export function roomClosed(reason: DisconnectReason | undefined): CallHappening {
  switch (reason) {
    case DisconnectReason.CLIENT_INITIATED:
      return { type: "closed", by: "you" };
    case DisconnectReason.ROOM_DELETED:
    case DisconnectReason.ROOM_CLOSED:
    case DisconnectReason.PARTICIPANT_REMOVED:
      return { type: "closed", by: "service" };
    case DisconnectReason.DUPLICATE_IDENTITY:
      return { type: "failed", error: { code: "failed", detail: "This call was taken over by another window." } };
    case DisconnectReason.SERVER_SHUTDOWN:
      return { type: "failed", error: { code: "network-lost", detail: "The media server is shutting down." } };
    default:
      return { type: "failed", error: { code: "network-lost" } };
  }
}
