import * as pb from "@livekit/protocol";
import { applyMetadata } from "../signal/metadata.js";
import { TwirpError } from "./error.js";
import { require, requireAdmin } from "./grants.js";

const MAX_NAME_LENGTH = 256;

/** @param {import("../server.js").LiveKitServer} server @returns {Record<string, import("./router.js").Method>} */
export function roomService({ rooms }) {
  const roomOf = (name) => rooms.get(name) ?? fail("not_found", "requested room does not exist");
  const adminRoom = (claims, name) => (requireAdmin(claims, name), roomOf(name));
  const memberOf = (claims, { room, identity }) => {
    const found = adminRoom(claims, room);
    return { room: found, member: found.participants.get(identity) ?? fail("not_found", "participant does not exist") };
  };

  return {
    CreateRoom: method(pb.CreateRoomRequest, (request, claims) => {
      require(claims, "roomCreate");
      if (request.name === "" || request.name.length > MAX_NAME_LENGTH) fail("invalid_argument", `name: give 1 to ${MAX_NAME_LENGTH} characters`);
      return rooms.getOrCreate(request.name, request).info;
    }),

    ListRooms: method(pb.ListRoomsRequest, ({ names }, claims) => {
      require(claims, "roomList");
      return new pb.ListRoomsResponse({ rooms: rooms.all.filter((room) => names.length === 0 || names.includes(room.name)).map((room) => room.info) });
    }),

    DeleteRoom: method(pb.DeleteRoomRequest, ({ room }, claims) => {
      require(claims, "roomCreate");
      roomOf(room).close(pb.DisconnectReason.ROOM_DELETED);
      return new pb.DeleteRoomResponse();
    }),

    UpdateRoomMetadata: method(pb.UpdateRoomMetadataRequest, ({ room: name, metadata }, claims) => {
      const room = adminRoom(claims, name);
      room.updateMetadata(metadata);
      return room.info;
    }),

    ListParticipants: method(pb.ListParticipantsRequest, ({ room }, claims) => {
      return new pb.ListParticipantsResponse({ participants: [...adminRoom(claims, room).participants.values()].map((p) => p.info) });
    }),

    GetParticipant: method(pb.RoomParticipantIdentity, (request, claims) => memberOf(claims, request).member.info),

    RemoveParticipant: method(pb.RoomParticipantIdentity, (request, claims) => {
      const { room, member } = memberOf(claims, request);
      room.evict(member, pb.DisconnectReason.PARTICIPANT_REMOVED);
      return new pb.RemoveParticipantResponse();
    }),

    UpdateParticipant: method(pb.UpdateParticipantRequest, (request, claims) => {
      const { room, member } = memberOf(claims, request);
      if (applyMetadata(member, request)) fail("invalid_argument", "name, metadata or attributes exceed the size limit");
      if (request.permission) member.allow(request.permission);
      room.changed(member);
      return member.info;
    }),

    MutePublishedTrack: method(pb.MuteRoomTrackRequest, (request, claims) => {
      const { room, member } = memberOf(claims, request);
      const { trackSid, muted } = request;
      if (!member.publications.live.has(trackSid)) fail("not_found", "track does not exist");
      if (!muted && member.publications.live.get(trackSid).info.muted) fail("invalid_argument", "remote unmute not enabled");
      room.muteTrack(member, trackSid, muted);
      member.send("mute", new pb.MuteTrackRequest({ sid: trackSid, muted }));
      return new pb.MuteRoomTrackResponse({ track: member.publications.live.get(trackSid).info });
    }),

    UpdateSubscriptions: method(pb.UpdateSubscriptionsRequest, (request, claims) => {
      const { room, member } = memberOf(claims, request);
      for (const sid of [...request.trackSids, ...request.participantTracks.flatMap((tracks) => tracks.trackSids)]) {
        const track = room.findTrack(sid);
        if (track && request.subscribe) member.subscriptions.subscribe(track);
        else if (!request.subscribe) member.subscriptions.unsubscribe(sid);
      }
      return new pb.UpdateSubscriptionsResponse();
    }),

    SendData: method(pb.SendDataRequest, (request, claims) => {
      adminRoom(claims, request.room).data.sendFromServer(request);
      return new pb.SendDataResponse();
    }),
  };
}

function fail(code, message) {
  throw new TwirpError(code, message);
}

const method = (Request, handle) => ({ Request, handle });
