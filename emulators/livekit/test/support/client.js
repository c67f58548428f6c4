import { Room, RoomEvent } from "@livekit/rtc-node";
import { joinToken } from "./tokens.js";
import { until } from "./server.js";

/** Joins with the native LiveKit client. */
export async function join(server, identity, room, { grant, token, ...options } = {}) {
  const client = new Room();
  client.tracks = new Map();
  client.on(RoomEvent.TrackSubscribed, (track, publication, participant) => client.tracks.set(participant.identity, track));
  client.on(RoomEvent.TrackUnsubscribed, (track, publication, participant) => client.tracks.delete(participant.identity));
  await client.connect(server.url, token ?? (await joinToken(identity, room, options, grant)), { autoSubscribe: true, dynacast: false });
  return client;
}

/** @returns {Promise<import("@livekit/rtc-node").RemoteAudioTrack>} */
export const trackOf = (client, identity) => until(() => client.tracks.get(identity), `the track of ${identity}`);
