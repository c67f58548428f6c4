import type { CallGrant, CallRequest, CallStanding, ResumeAnswer, ResumeRequest } from "../api/types";
import type { CallHappening } from "./CallEvent";

/** The open microphone of one call. */
export interface Microphone {
  readonly mediaStreamTrack: MediaStreamTrack;
  mute(): Promise<unknown>;
  unmute(): Promise<unknown>;
  /** Opens the default device again, in place of one that went away. */
  restartTrack(): Promise<void>;
  stop(): void;
}

/** One connection to one room; never used again after close. */
export interface RoomLink<M extends Microphone = Microphone> {
  connect(grant: CallGrant): Promise<void>;
  /** Lets the agent hear the microphone. */
  publish(microphone: M): Promise<void>;
  /** Gives the microphone back, still running, and plays nothing any more: the call goes on in another room. */
  release(): void;
  /** Asks the agent for a sign of life. */
  ping(n: number): void;
  /** Starts playback that the browser held back; needs a user gesture. */
  startSound(): Promise<void>;
  close(): Promise<void>;
}

/** Level measurement of one call. */
export interface Levels {
  watch(speaker: "you" | "agent", track: MediaStreamTrack): void;
  resume(): void;
  close(): void;
}

export type Report = (happening: CallHappening) => void;

/** What a call needs from the world. */
export interface CallPorts<M extends Microphone = Microphone> {
  openMicrophone(): Promise<M>;
  requestCall(request: CallRequest, signal: AbortSignal): Promise<CallGrant>;
  resumeCall(request: ResumeRequest, signal: AbortSignal): Promise<ResumeAnswer>;
  callStanding(grant: CallGrant, signal: AbortSignal): Promise<CallStanding | undefined>;
  openRoom(report: Report, levels: Levels): RoomLink<M>;
  openLevels(): Levels;
}
