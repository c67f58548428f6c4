import { DisconnectReason, JoinResponse, LeaveRequest, LeaveRequest_Action, ParticipantUpdate, ReconnectResponse, SignalResponse } from "@livekit/protocol";
import { Participant } from "../rooms/participant.js";
import { SignalConnection } from "./connection.js";
import { handleRequest } from "./requests.js";

const PING_INTERVAL_SECONDS = 5, PING_TIMEOUT_SECONDS = 15;

/** Joins a new participant over an accepted socket. */
export function joinSession(server, room, claims, options, peers, socket, partition) {
  const participant = new Participant(room, claims, options, peers);
  room.add(participant);
  const signal = connect(server, participant, socket, partition);
  participant.start(signal);
  participant.send("join", joinResponse(server, room, participant));
  participant.sendToken();
  server.log.info("participant joined", { room: room.name, identity: participant.identity, singlePeerConnection: participant.isSingle });

  // What a v1 client sent with its join; tracks go first, because the offer carries them.
  for (const request of options.join?.addTrackRequests ?? []) handleRequest(participant, { case: "addTrack", value: request });
  room.announce(participant);
  if (options.join?.publisherOffer?.sdp) handleRequest(participant, { case: "offer", value: options.join.publisherOffer });
  if (!participant.isSingle) participant.receiver.negotiate();
}

/** Gives a known participant a new socket; its media goes on. */
export function resumeSession(server, participant, options, socket, partition) {
  const signal = connect(server, participant, socket, partition);
  participant.resume(signal);
  const { room } = participant;
  participant.send("reconnect", new ReconnectResponse({ serverInfo: server.info }));
  participant.send("update", new ParticipantUpdate({ participants: [participant.info, ...room.othersOf(participant)] }));
  participant.sendToken();
  server.log.info("participant resumed", { room: room.name, identity: participant.identity });
  if (participant.dropSignalOnResume) {
    participant.dropSignalOnResume = false;
    return signal.socket.terminate();
  }
  if (options.join?.publisherOffer?.sdp) handleRequest(participant, { case: "offer", value: options.join.publisherOffer });
  if (!participant.isSingle) participant.receiver.restart();
}

/** Tells a client that its session is gone: it joins anew. */
export function refuseResume(server, socket) {
  const signal = new SignalConnection(socket, server.log, server.metrics);
  const leave = new LeaveRequest({ reason: DisconnectReason.STATE_MISMATCH, action: LeaveRequest_Action.RECONNECT, canReconnect: true });
  signal.send(new SignalResponse({ message: { case: "leave", value: leave } }));
  setTimeout(() => signal.close(1000, "the session is unknown"), 50);
}

function connect(server, participant, socket, partition) {
  const signal = new SignalConnection(socket, server.log, server.metrics, partition);
  signal.onRequest = ({ message }) => {
    if (participant.signal === signal) handleRequest(participant, message);
  };
  signal.onClosed = () => participant.signalLost(signal);
  return signal;
}

function joinResponse(server, room, participant) {
  return new JoinResponse({
    room: room.info,
    participant: participant.info,
    otherParticipants: room.othersOf(participant),
    serverVersion: server.info.version,
    serverInfo: server.info,
    serverRegion: server.info.region,
    pingInterval: PING_INTERVAL_SECONDS,
    pingTimeout: PING_TIMEOUT_SECONDS,
    subscriberPrimary: !participant.isSingle,
    fastPublish: true,
    enabledPublishCodecs: [{ mime: "audio/opus" }],
  });
}
