import { ConnectionState, type DisconnectReason, type LocalAudioTrack, type Participant, type RemoteTrack, Room, RoomEvent } from "livekit-client";
import { type TextStreamHandler, Track, TrackEvent } from "livekit-client";
import type { CallGrant } from "../api/types";
import type { CaptionStore } from "../captions/CaptionStore";
import { receiveCaption } from "../captions/receiveCaption";
import { CallFailure } from "./CallError";
import { MediaPath } from "./MediaPath";
import { parseAgentState, parseCallNotice, parsePong, parseTurn } from "./messages";
import type { Levels, Report, RoomLink } from "./ports";
import { connectError, roomClosed } from "./roomErrors";

const AGENT_STATE = "lk.agent.state";
const PING = "edgevoice.ping";
const PONG = "edgevoice.pong";

// Sound is looked at with every third ping, about once a second.
const PINGS_PER_LOOK = 3;

export interface LiveKitRoomOptions {
  report: Report;
  levels: Levels;
  captions: CaptionStore;
  /** The one element that plays the agent. */
  sound: HTMLAudioElement;
  dualPeerConnection: boolean;
}

/** A LiveKit room as one call sees it. */
export class LiveKitRoom implements RoomLink<LocalAudioTrack> {
  private readonly room: Room;
  private microphone?: LocalAudioTrack;
  private readonly sounding = new Set<RemoteTrack>();
  private readonly path = new MediaPath();
  private joined = false;
  private released = false;

  constructor(private readonly options: LiveKitRoomOptions) {
    this.room = new Room({ singlePeerConnection: !options.dualPeerConnection, disconnectOnPageLeave: true });
    this.listen();
  }

  async connect(grant: CallGrant): Promise<void> {
    try {
      await this.room.connect(grant.url, grant.token);
    } catch (error) {
      throw new CallFailure(connectError(error));
    }
    this.joined = true;
    this.room.remoteParticipants.forEach((participant) => this.meet(participant));
  }

  async publish(microphone: LocalAudioTrack): Promise<void> {
    this.microphone = microphone;
    this.listenTo(microphone);
    try {
      await this.room.localParticipant.publishTrack(microphone, { source: Track.Source.Microphone });
    } catch (error) {
      throw new CallFailure(connectError(error));
    }
  }

  release(): void {
    this.room.removeAllListeners();
    if (this.microphone) {
      this.microphone.removeAllListeners();
      // Its synchronous part takes the track out of the connection; the rest talks to a server that may be dead.
      void this.room.localParticipant.unpublishTrack(this.microphone, false).catch(() => undefined);
      this.microphone = undefined;
    }
    this.sounding.forEach((track) => track.detach(this.options.sound));
    this.released = true;
  }

  ping(n: number): void {
    if (n > 0) {
      this.path.ask(n);
      if (n % PINGS_PER_LOOK === 0) {
        this.readSound();
      }
    }
    const pathMs = this.path.ms === undefined ? undefined : Math.round(10 * this.path.ms) / 10;
    const packet = new TextEncoder().encode(JSON.stringify({ n, hears: this.sounding.size > 0, pathMs }));
    // A ping that cannot be sent is one that is not answered.
    void this.room.localParticipant.publishData(packet, { reliable: false, topic: PING }).catch(() => undefined);
  }

  startSound(): Promise<void> {
    return this.room.startAudio();
  }

  async close(): Promise<void> {
    this.room.removeAllListeners();
    this.microphone?.removeAllListeners();
    await this.room.disconnect(!this.released);
    if (!this.released) {
      this.options.sound.srcObject = null;
    }
  }

  private listen(): void {
    const { report } = this.options;
    this.room
      .on(RoomEvent.ParticipantConnected, (participant) => this.meet(participant))
      .on(RoomEvent.ParticipantAttributesChanged, (_, participant) => this.meet(participant))
      .on(RoomEvent.ParticipantDisconnected, (participant) => this.part(participant))
      .on(RoomEvent.TrackSubscribed, (track, _, participant) => this.play(track, participant))
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        this.sounding.delete(track);
        track.detach(this.options.sound);
      })
      .on(RoomEvent.DataReceived, (packet, _participant, _kind, topic) => {
        const pong = topic === PONG ? parsePong(packet) : undefined;
        if (pong) {
          this.path.answer(pong.n);
          report(pong);
        }
      })
      .on(RoomEvent.AudioPlaybackStatusChanged, () => report({ type: "sound-blocked", blocked: !this.room.canPlaybackAudio }))
      .on(RoomEvent.Reconnecting, () => report({ type: "reconnecting" }))
      .on(RoomEvent.SignalReconnecting, () => report({ type: "reconnecting" }))
      .on(RoomEvent.Reconnected, () => {
        this.room.remoteParticipants.forEach((participant) => this.meet(participant));
        report({ type: "reconnected" });
      })
      .on(RoomEvent.Disconnected, (reason) => this.leave(reason));
    this.receive("lk.transcription", (reader, sender) =>
      receiveCaption(this.options.captions, reader, sender.identity === this.room.localParticipant.identity ? "you" : "agent"),
    );
    this.receive("edgevoice.turn", async (reader) => {
      const turn = parseTurn(await reader.readAll());
      if (turn) {
        report({ type: "turn", turn });
      }
    });
    this.receive("edgevoice.call", async (reader) => {
      const notice = parseCallNotice(await reader.readAll());
      if (notice) {
        report(notice);
      }
    });
  }

  private receive(topic: string, handle: (...args: Parameters<TextStreamHandler>) => Promise<void>): void {
    // A stream that breaks off says nothing the call depends on: the room reports its own end.
    this.room.registerTextStreamHandler(topic, (reader, sender) => void handle(reader, sender).catch(() => undefined));
  }

  private listenTo(microphone: LocalAudioTrack): void {
    const { report, levels } = this.options;
    microphone
      .on(TrackEvent.Ended, () => report({ type: "microphone-lost", lost: true }))
      .on(TrackEvent.Restarted, () => {
        levels.watch("you", microphone.mediaStreamTrack);
        report({ type: "microphone-lost", lost: false });
      });
  }

  private meet(participant: Participant): void {
    const state = parseAgentState(participant.attributes[AGENT_STATE]);
    if (!participant.isLocal && (participant.isAgent || state)) {
      this.options.report({ type: "agent-joined", state });
    }
  }

  private part(participant: Participant): void {
    if (!participant.isAgent && !participant.attributes[AGENT_STATE]) {
      return;
    }
    // A full reconnect removes everybody first and announces itself in the same task.
    queueMicrotask(() => {
      if (this.room.state === ConnectionState.Reconnecting) {
        this.options.report({ type: "reconnecting" });
      }
      this.options.report({ type: "agent-left" });
    });
  }

  private leave(reason: DisconnectReason | undefined): void {
    // A room that was never joined fails its connect call, which knows the cause better.
    if (this.joined) {
      this.options.report(roomClosed(reason));
    }
  }

  private readSound(): void {
    for (const track of this.sounding) {
      // Without figures the agent knows its own end of the silence only.
      void track.getRTCStatsReport().then((report) => report && this.path.play(report), () => undefined);
    }
  }

  private play(track: RemoteTrack, participant: Participant): void {
    if (track.kind !== Track.Kind.Audio) {
      return;
    }
    this.sounding.add(track);
    track.attach(this.options.sound);
    // An agent that was here first begins to speak now and not at the next ping.
    this.ping(0);
    this.options.levels.watch("agent", track.mediaStreamTrack);
    if (!participant.attributes[AGENT_STATE]) {
      // An agent that publishes sound but no state is ready as far as a caller can tell.
      this.options.report({ type: "agent-joined", state: "listening" });
    }
  }
}
