import type { CallGrant } from "../api/types";
import type { CallHappening } from "./CallEvent";
import type { CallError, CallErrorCode } from "./CallError";
import { Heartbeat } from "./Heartbeat";
import type { CallPorts, Levels, Microphone, Report, RoomLink } from "./ports";
import { RECONNECT_LIMIT_MS, Recovery, type Sign, type Step } from "./Recovery";

/** How long a new room may take to open, and then its agent to answer, in milliseconds. */
export const ENTER_MS = 6_000;
export const ANSWER_MS = 8_000;

/** The connection to the agent, through as many rooms as it takes: one call in the eyes of the caller. */
export class Lifeline<M extends Microphone> {
  private readonly abort = new AbortController();
  private link?: RoomLink<M>;
  private incoming?: RoomLink<M>;
  private grant?: CallGrant;
  private heartbeat?: Heartbeat;
  private recovering = false;
  private ending = false;
  private heard = (): void => undefined;

  constructor(
    private readonly ports: CallPorts<M>,
    private readonly levels: Levels,
    private readonly microphone: M,
    private readonly report: Report,
  ) {}

  /** Joins the call's first room; throws CallFailure when that does not succeed. */
  async open(grant: CallGrant): Promise<void> {
    const link = (this.link = this.openRoom());
    await link.connect(grant);
    await link.publish(this.microphone);
    this.watch(link, grant);
  }

  async startSound(): Promise<void> {
    await this.link?.startSound();
  }

  close(): void {
    this.abort.abort();
    this.heartbeat?.stop();
    // The connection may already be gone; leaving is then done.
    this.link?.close().catch(() => undefined);
    this.incoming?.close().catch(() => undefined);
  }

  private get closed(): boolean {
    return this.abort.signal.aborted;
  }

  private openRoom(): RoomLink<M> {
    const link: RoomLink<M> = this.ports.openRoom((happening) => this.hear(link, happening), this.levels);
    return link;
  }

  private watch(link: RoomLink<M>, grant: CallGrant): void {
    this.heartbeat?.stop();
    this.grant = grant;
    this.heartbeat = new Heartbeat(
      (n) => link.ping(n),
      () => void this.recover("no-answer"),
    );
    if (!this.closed) {
      this.heartbeat.start();
    }
  }

  private hear(link: RoomLink<M>, happening: CallHappening): void {
    if (link === this.incoming) {
      // Until it is the room of the call, only who is there matters.
      if (happening.type === "agent-joined" || happening.type === "sound-blocked") {
        this.report(happening);
      }
      return;
    }
    if (link !== this.link) {
      return;
    }
    switch (happening.type) {
      case "pong":
        if (this.heartbeat?.pong(happening.n, happening.generation)) {
          this.heard();
        }
        return;
      case "moving":
        void this.recover("moving");
        return;
      case "agent-ending":
        this.ending = true;
        break;
      case "reconnecting":
      case "reconnected":
        this.heartbeat?.signalling(happening.type === "reconnected");
        if (this.recovering) {
          return;
        }
        break;
      case "agent-left":
        if (this.mayGoOn) {
          void this.recover("agent-left");
          return;
        }
        break;
      case "closed":
        // The room that is being left is deleted as soon as the caller is known to be in the next one, which may be before they know it.
        if (this.recovering && this.mayGoOn) {
          return;
        }
        break;
      case "failed":
        if (this.mayGoOn && happening.error.code === "network-lost") {
          void this.recover("signalling-closed");
          return;
        }
        break;
    }
    this.report(happening);
  }

  // An agent that said goodbye is not missed.
  private get mayGoOn(): boolean {
    return this.grant?.resumeToken !== undefined && !this.ending;
  }

  private async recover(reason: string): Promise<void> {
    if (this.recovering || this.closed || !this.mayGoOn) {
      return;
    }
    this.recovering = true;
    this.report({ type: "reconnecting" });
    try {
      const error = await this.follow(new Recovery(this.grant!, reason, Date.now()), reason);
      if (!this.closed) {
        this.report(error ? { type: "failed", error } : { type: "reconnected" });
      }
    } catch {
      this.report({ type: "failed", error: { code: "failed" } });
    } finally {
      this.recovering = false;
    }
  }

  // Does what the recovery says, until the agent is heard again or there is no hope.
  private async follow(recovery: Recovery, reason: string): Promise<CallError | undefined> {
    const attempts: string[] = [];
    let back = false;
    const heard = new Promise<void>((resolve) => {
      this.heard = () => {
        back = true;
        resolve();
      };
    });
    for (let step = recovery.first(); !this.closed; ) {
      switch (step.do) {
        case "stay":
          return undefined;
        case "end":
          return errorOf(step.code);
        case "ask":
          await Promise.race([pause(step.afterMs), heard]);
          step = recovery.next(back ? { sign: "heard" } : await this.ask(heard, () => back), Date.now());
          break;
        case "resume":
          await pause(step.afterMs);
          step = recovery.next(await this.resume(step, (attempts[step.attempt] ??= crypto.randomUUID()), reason), Date.now());
          break;
        case "join":
          step = recovery.next((await this.enter(step.grant)) ? { sign: "heard" } : { sign: "not-joined" }, Date.now());
          break;
      }
    }
    return undefined;
  }

  private async ask(heard: Promise<void>, isBack: () => boolean): Promise<Sign> {
    const standing = await Promise.race([this.ports.callStanding(this.grant!, this.abort.signal), heard.then(() => undefined)]);
    return isBack() ? { sign: "heard" } : { sign: "standing", standing };
  }

  private async resume({ grant }: Extract<Step, { do: "resume" }>, attempt: string, reason: string): Promise<Sign> {
    const { callId, resumeToken } = grant;
    return { sign: "answer", answer: await this.ports.resumeCall({ callId, resumeToken: resumeToken!, attempt, reason }, this.abort.signal) };
  }

  // The new room is joined before the old one is left; true once its agent answers.
  private async enter(grant: CallGrant): Promise<boolean> {
    const incoming = (this.incoming = this.openRoom());
    const connected = await within(ENTER_MS, incoming.connect(grant));
    if (!connected || this.closed) {
      incoming.close().catch(() => undefined);
      return false;
    }
    const old = this.link;
    old?.release();
    this.link = incoming;
    this.incoming = undefined;
    void old?.close().catch(() => undefined);
    const heard = new Promise<void>((resolve) => (this.heard = resolve));
    this.watch(incoming, grant);
    this.report({ type: "moved", region: grant.region });
    return (await within(ENTER_MS, incoming.publish(this.microphone))) && (await within(ANSWER_MS, heard));
  }
}

function errorOf(code: CallErrorCode): CallError {
  return code === "network-lost" ? { code, detail: `You could not be reconnected within ${RECONNECT_LIMIT_MS / 1000} seconds.` } : { code };
}

async function pause(milliseconds: number): Promise<void> {
  if (milliseconds > 0) {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}

async function within(milliseconds: number, work: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
  const done = work.then(
    () => true,
    () => false,
  );
  const result = await Promise.race([done, late]);
  clearTimeout(timer);
  return result;
}
