import type { CallRequest } from "../api/types";
import type { CallHappening } from "./CallEvent";
import type { CallMachine } from "./CallMachine";
import { CallSession } from "./CallSession";
import { type CallState, isOver } from "./CallState";
import type { CallPorts, Microphone } from "./ports";

/** How long a call waits for an agent to be in the room and ready, in milliseconds. */
export const AGENT_WAIT_MS = 10_000;

/** Connects the machine to the world: what the caller does becomes events, and states start and stop sessions. */
export class CallController<M extends Microphone = Microphone> {
  private session?: CallSession<M>;
  private agentTimer?: ReturnType<typeof setTimeout>;

  constructor(
    private readonly machine: CallMachine,
    private readonly ports: CallPorts<M>,
  ) {
    machine.subscribe((state, previous) => this.follow(state, previous));
  }

  start(request: CallRequest): void {
    if (!isOver(this.machine.state.phase)) {
      return;
    }
    const call = this.machine.state.call + 1;
    const report = (happening: CallHappening): void => this.machine.dispatch({ ...happening, call, at: Date.now() });
    report({ type: "pressed" });
    this.session = new CallSession(this.ports, report);
    void this.session.start(request);
  }

  hangUp(): void {
    this.dispatch({ type: "closed", by: "you" });
  }

  toggleMute(): void {
    const { phase, muted } = this.machine.state;
    if (isOver(phase) || phase === "requesting-mic") {
      return;
    }
    this.dispatch({ type: "muted", muted: !muted });
  }

  replaceMicrophone(): void {
    this.session?.replaceMicrophone(this.machine.state.muted).catch(() => this.dispatch({ type: "microphone-lost", lost: true }));
  }

  startSound(): void {
    this.session?.startSound().catch(() => this.dispatch({ type: "sound-blocked", blocked: true }));
  }

  private dispatch(happening: CallHappening): void {
    this.machine.dispatch({ ...happening, call: this.machine.state.call, at: Date.now() });
  }

  private follow(state: CallState, previous: CallState): void {
    if (isOver(state.phase)) {
      this.session?.close();
      this.session = undefined;
    } else if (state.muted !== previous.muted) {
      void this.session?.setMuted(state.muted).catch(() => undefined);
    }
    this.watchForAgent(state, previous);
  }

  private watchForAgent(state: CallState, previous: CallState): void {
    const waits = state.phase === "waiting-agent";
    // An agent that has just come in gets the full time to become ready.
    if (waits && previous.phase === "waiting-agent" && state.agent === previous.agent) {
      return;
    }
    clearTimeout(this.agentTimer);
    if (waits) {
      const { call } = state;
      this.agentTimer = setTimeout(() => this.machine.dispatch({ type: "agent-missing", call, at: Date.now() }), AGENT_WAIT_MS);
    }
  }
}
