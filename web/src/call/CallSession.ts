import type { CallRequest } from "../api/types";
import { CallFailure } from "./CallError";
import { Lifeline } from "./Lifeline";
import type { CallPorts, Levels, Microphone, Report } from "./ports";

/** Drives one call from the press of the button to the release of everything it opened. */
export class CallSession<M extends Microphone = Microphone> {
  private readonly abort = new AbortController();
  private readonly levels: Levels;
  private microphone?: M;
  private line?: Lifeline<M>;

  constructor(
    private readonly ports: CallPorts<M>,
    private readonly report: Report,
  ) {
    // Created while the press is being handled: browsers start an AudioContext only then.
    this.levels = ports.openLevels();
  }

  async start(request: CallRequest): Promise<void> {
    try {
      await this.run(request);
    } catch (error) {
      if (!this.closed) {
        this.report({ type: "failed", error: error instanceof CallFailure ? error.error : { code: "failed" } });
      }
    }
  }

  async setMuted(muted: boolean): Promise<void> {
    await (muted ? this.microphone?.mute() : this.microphone?.unmute());
  }

  /** Takes the default device after the one in use went away. */
  async replaceMicrophone(muted: boolean): Promise<void> {
    await this.microphone?.restartTrack();
    // The client mutes a track whose device is gone; that is not the caller's wish.
    await this.setMuted(muted);
  }

  async startSound(): Promise<void> {
    this.levels.resume();
    await this.line?.startSound();
  }

  /** Safe to call at any moment, more than once; whatever is still being opened is closed when it arrives. */
  close(): void {
    if (this.closed) {
      return;
    }
    this.abort.abort();
    this.microphone?.stop();
    this.levels.close();
    this.line?.close();
  }

  private get closed(): boolean {
    return this.abort.signal.aborted;
  }

  private async run(request: CallRequest): Promise<void> {
    const microphone = await this.ports.openMicrophone();
    if (this.closed) {
      microphone.stop();
      return;
    }
    this.microphone = microphone;
    this.levels.watch("you", microphone.mediaStreamTrack);
    this.report({ type: "microphone-opened" });

    // The microphone comes first, so that a caller who denies it takes no slot.
    const grant = await this.ports.requestCall(request, this.abort.signal);
    if (this.closed) {
      return;
    }
    this.line = new Lifeline(this.ports, this.levels, microphone, this.report);
    await this.line.open(grant);
    this.report({ type: "joined", region: grant.region });
  }
}
