import {
  DisconnectReason, LeaveRequest_Action, Pong, RequestResponse, RequestResponse_Reason, SpeakerInfo, SubscriptionError, SubscriptionResponse, TrackPublishedResponse,
} from "@livekit/protocol";
import { changeOwnMetadata } from "./metadata.js";

/**
 * Carries out one request of a client. An exception closes its socket with the message as reason.
 * @param {import("../rooms/participant.js").Participant} participant
 * @param {{ case: string, value: any }} message
 */
export function handleRequest(participant, message) {
  handlers[message.case]?.(participant, message.value);
}

const handlers = {
  offer(participant, offer) {
    const { answer, live, ended } = participant.publisher.accept(offer);
    participant.send("answer", answer);
    participant.room.unpublished(participant, ended);
    participant.room.published(participant, live);
  },

  answer(participant, answer) {
    if (!participant.isSingle) participant.receiver.accept(answer);
  },

  addTrack(participant, request) {
    const { track, refused } = participant.publications.announce(request);
    if (track) return participant.send("trackPublished", new TrackPublishedResponse({ cid: request.cid, track }));
    participant.room.metrics.publishCount.inc({ kind: "AUDIO", state: "rejected" });
    const response = { reason: RequestResponse_Reason[refused], message: refused, request: { case: "addTrack", value: request } };
    participant.send("requestResponse", new RequestResponse(response));
  },

  mute(participant, { sid, muted }) {
    participant.room.muteTrack(participant, sid, muted);
  },

  subscription(participant, { trackSids, participantTracks, subscribe }) {
    const sids = [...trackSids, ...participantTracks.flatMap((tracks) => tracks.trackSids)];
    for (const sid of new Set(sids.slice(0, 1024))) {
      const track = participant.room.findTrack(sid);
      if (!track) {
        if (subscribe) participant.send("subscriptionResponse", new SubscriptionResponse({ trackSid: sid, err: SubscriptionError.SE_TRACK_NOTFOUND }));
      } else if (subscribe) participant.subscriptions.subscribe(track);
      else participant.subscriptions.unsubscribe(sid);
    }
  },

  updateMetadata: changeOwnMetadata,

  updateAudioTrack(participant, { trackSid, features }) {
    const track = participant.publications.live.get(trackSid);
    if (!track) return;
    track.info.audioFeatures = features.slice(0, 16);
    participant.room.changed(participant);
  },

  leave(participant) {
    participant.room.remove(participant, DisconnectReason.CLIENT_INITIATED);
  },

  ping(participant) {
    participant.send("pong", BigInt(Date.now()));
  },

  // Older clients wait for the one answer, newer ones for the other.
  pingReq(participant, { timestamp }) {
    participant.send("pong", BigInt(Date.now()));
    participant.send("pongResp", new Pong({ lastPingTimestamp: timestamp, timestamp: BigInt(Date.now()) }));
  },

  // After a resume the client tells what it believes; subscriptions it lacks are made up for.
  syncState(participant, { subscription }) {
    if (!subscription || participant.autoSubscribe) return;
    handlers.subscription(participant, subscription);
  },

  simulate(participant, { scenario }) {
    const { room } = participant;
    if (scenario.case === "serverLeave") room.evict(participant, DisconnectReason.SERVER_SHUTDOWN);
    else if (scenario.case === "leaveRequestFullReconnect") room.evict(participant, DisconnectReason.STATE_MISMATCH, LeaveRequest_Action.RECONNECT);
    else if (scenario.case === "nodeFailure") room.remove(participant, DisconnectReason.UNKNOWN_REASON);
    else if (scenario.case === "disconnectSignalOnResume" || scenario.case === "disconnectSignalOnResumeNoMessages") participant.dropSignalOnResume = true;
    else if (scenario.case === "speakerUpdate") room.speakers.announce([new SpeakerInfo({ sid: participant.sid, level: 0.9, active: true })]);
  },
};
