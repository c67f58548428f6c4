import { type CallState, isOver } from "../call/CallState";
import type { CaptionStore } from "../captions/CaptionStore";
import { announcement } from "./announcement";
import { CaptionsView } from "./CaptionsView";
import { type ControlActions, ControlsView } from "./ControlsView";
import { ErrorView } from "./ErrorView";
import { LevelsView, type ReadLevel } from "./LevelsView";
import { type NoticeActions, NoticeView } from "./NoticeView";
import { part, setText } from "./part";
import { PersonaView } from "./PersonaView";
import { StageView } from "./StageView";

export interface CallViewOptions {
  actions: ControlActions & NoticeActions;
  captions: CaptionStore;
  readLevel: ReadLevel;
  persona: string | undefined;
}

/** The page as a function of the call's state. */
export class CallView {
  readonly personas: PersonaView;
  private readonly main: HTMLElement;
  private readonly announcer: HTMLElement;
  private readonly stage: StageView;
  private readonly error: ErrorView;
  private readonly notice: NoticeView;
  private readonly controls: ControlsView;
  private readonly levels: LevelsView;
  private readonly captionsView: CaptionsView;

  constructor(
    root: ParentNode,
    private readonly options: CallViewOptions,
  ) {
    this.main = part(root, "call");
    this.announcer = part(root, "announcer");
    this.stage = new StageView(root);
    this.error = new ErrorView(root);
    this.notice = new NoticeView(root, options.actions);
    this.personas = new PersonaView(root, options.persona);
    this.controls = new ControlsView(root, options.actions);
    this.levels = new LevelsView(root, options.readLevel);
    this.captionsView = new CaptionsView(root, options.captions);
  }

  render(state: CallState): void {
    const over = isOver(state.phase);
    this.main.dataset.view = state.phase === "idle" ? "setup" : over ? "over" : "live";
    this.stage.render(state);
    this.error.render(state);
    this.notice.render(state);
    this.personas.show(over);
    this.captionsView.setVisible(!over || this.options.captions.all.length > 0);
    this.levels.run(!over);
    this.controls.render(state);
    setText(this.announcer, announcement(state));
  }
}
