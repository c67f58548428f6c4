import * as pb from "@livekit/protocol";
import { TwirpError } from "./error.js";
import { requireAdmin } from "./grants.js";

/** @param {import("../server.js").LiveKitServer} server @returns {Record<string, import("./router.js").Method>} */
export function agentDispatchService({ rooms, agents }) {
  return {
    CreateDispatch: {
      Request: pb.CreateAgentDispatchRequest,
      handle(request, claims) {
        requireAdmin(claims, request.room);
        if (request.room === "") throw new TwirpError("invalid_argument", "room: give the name of a room");
        // As on the real server a dispatch may come before the room's first member; this one is then its only agent.
        const existing = rooms.get(request.room);
        if (existing) return agents.dispatch(existing, request).info;
        return agents.list(rooms.getOrCreate(request.room, { agents: [request] }))[0].info;
      },
    },

    DeleteDispatch: {
      Request: pb.DeleteAgentDispatchRequest,
      handle({ room, dispatchId }, claims) {
        requireAdmin(claims, room);
        const found = rooms.get(room);
        const dispatch = found && agents.delete(found, dispatchId);
        if (!dispatch) throw new TwirpError("not_found", "dispatch does not exist");
        return dispatch.info;
      },
    },

    ListDispatch: {
      Request: pb.ListAgentDispatchRequest,
      handle({ room, dispatchId }, claims) {
        requireAdmin(claims, room);
        const found = rooms.get(room);
        const dispatches = found ? agents.list(found).filter((dispatch) => (dispatchId ? dispatch.id === dispatchId : dispatch.agentName !== "")) : [];
        return new pb.ListAgentDispatchResponse({ agentDispatches: dispatches.map((dispatch) => dispatch.info) });
      },
    },
  };
}
