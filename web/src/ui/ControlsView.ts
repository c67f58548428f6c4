import { type CallState, isOver } from "../call/CallState";
import { RetryCountdown } from "../call/RetryCountdown";
import { part, setText } from "./part";

export interface ControlActions {
  call(): void;
  toggleMute(): void;
  hangUp(): void;
}

/** Call, mute and hang up. After a refusal the call button counts down to the next attempt. */
export class ControlsView {
  private readonly callButton: HTMLButtonElement;
  private readonly muteButton: HTMLButtonElement;
  private readonly hangUpButton: HTMLButtonElement;
  private readonly hints: HTMLElement;
  private readonly controls: HTMLElement;
  private readonly notice: HTMLElement;
  private readonly personas: HTMLElement;
  private readonly countdown = new RetryCountdown();
  private shownError?: CallState["error"];

  constructor(
    private readonly root: ParentNode,
    actions: ControlActions,
  ) {
    this.callButton = part<HTMLButtonElement>(root, "call-button");
    this.muteButton = part<HTMLButtonElement>(root, "mute-button");
    this.hangUpButton = part<HTMLButtonElement>(root, "hangup-button");
    this.hints = part(root, "hints");
    this.controls = part(root, "controls");
    this.notice = part(root, "notice");
    this.personas = part(root, "personas");
    this.callButton.addEventListener("click", () => {
      if (this.countdown.secondsLeft === 0) {
        actions.call();
      }
    });
    this.muteButton.addEventListener("click", () => actions.toggleMute());
    this.hangUpButton.addEventListener("click", () => actions.hangUp());
  }

  render(state: CallState): void {
    const over = isOver(state.phase);
    const focused = document.activeElement;
    this.callButton.hidden = !over;
    this.hangUpButton.hidden = over;
    this.muteButton.hidden = over || state.phase === "requesting-mic";
    this.hints.hidden = over;
    this.muteButton.setAttribute("aria-pressed", String(state.muted));
    setText(label(this.muteButton), state.muted ? "Unmute" : "Mute");
    this.place(state);
    this.renderCall(state);
    this.moveFocus(focused);
  }

  private place(state: CallState): void {
    // After a call the next step stands right below what happened; otherwise the controls close the page.
    const before = isOver(state.phase) && state.phase !== "idle" ? this.notice : this.personas;
    if (before.nextElementSibling !== this.controls) {
      before.after(this.controls);
    }
  }

  private renderCall(state: CallState): void {
    const again = state.phase === "failed" && state.answeredAt === undefined ? "Try again" : "Call again";
    if (state.error && state.error === this.shownError) {
      return;
    }
    this.shownError = state.error;
    this.countdown.start(state.error?.retryAfterMs ?? 0, (left) => {
      // Not the disabled property: it would throw the keyboard focus away.
      this.callButton.setAttribute("aria-disabled", String(left > 0));
      this.callButton.dataset.wait = String(left);
      setText(label(this.callButton), left > 0 ? `${again} in ${left} s` : state.phase === "idle" ? "Call" : again);
    });
  }

  private moveFocus(focused: Element | null): void {
    // A pressed button that vanishes would leave the keyboard at the top of the page.
    if (focused === this.callButton && this.callButton.hidden) {
      part(this.root, "state").focus();
    } else if (this.callButton.hidden === false && (focused === this.hangUpButton || focused === this.muteButton)) {
      this.callButton.focus();
    }
  }
}

function label(button: HTMLButtonElement): Element {
  return button.querySelector(".button-label") ?? button;
}
