import type { CallState } from "../call/CallState";
import { part } from "./part";

export interface NoticeActions {
  startSound(): void;
  replaceMicrophone(): void;
}

interface Notice {
  code: "sound-blocked" | "microphone-lost";
  text: string;
  button: string;
  act: () => void;
}

/** Trouble that one press can end while the call goes on. */
export class NoticeView {
  private readonly panel: HTMLElement;

  constructor(
    root: ParentNode,
    private readonly actions: NoticeActions,
  ) {
    this.panel = part(root, "notice");
  }

  render(state: CallState): void {
    const notice = this.noticeFor(state);
    if ((this.panel.dataset.code ?? "") === (notice?.code ?? "")) {
      return;
    }
    this.panel.dataset.code = notice?.code ?? "";
    this.panel.hidden = !notice;
    this.panel.replaceChildren(...(notice ? build(notice) : []));
  }

  private noticeFor(state: CallState): Notice | undefined {
    if (state.soundBlocked) {
      return { code: "sound-blocked", text: "Your browser is holding back the agent's voice.", button: "Turn on sound", act: () => this.actions.startSound() };
    }
    if (state.microphoneLost) {
      return { code: "microphone-lost", text: "Your microphone was disconnected.", button: "Use another microphone", act: () => this.actions.replaceMicrophone() };
    }
    return undefined;
  }
}

function build(notice: Notice): HTMLElement[] {
  const text = document.createElement("p");
  text.className = "panel-text";
  text.textContent = notice.text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-notice";
  button.dataset.testid = notice.code === "sound-blocked" ? "sound-button" : "microphone-button";
  button.textContent = notice.button;
  button.addEventListener("click", notice.act);
  return [text, button];
}
