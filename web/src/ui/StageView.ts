import type { CallState } from "../call/CallState";
import { part, setText } from "./part";
import { elapsedWords, stateWords } from "./stateWords";
import { turnWords } from "./turnWords";

const TICK_MS = 250;

/** Headline, call time and the facts of the last turn. */
export class StageView {
  private readonly headline: HTMLElement;
  private readonly detail: HTMLElement;
  private readonly elapsed: HTMLElement;
  private readonly region: HTMLElement;
  private readonly facts: HTMLElement;
  private readonly silence: HTMLElement;
  private readonly outcome: HTMLElement;
  private clock?: ReturnType<typeof setInterval>;

  constructor(root: ParentNode) {
    this.headline = part(root, "state");
    this.detail = part(root, "state-detail");
    this.elapsed = part(root, "elapsed");
    this.region = part(root, "region");
    this.facts = part(root, "facts");
    this.silence = part(root, "heard-silence");
    this.outcome = part(root, "turn-outcome");
  }

  render(state: CallState): void {
    const words = stateWords(state);
    this.headline.dataset.state = state.phase;
    this.headline.dataset.muted = String(state.muted);
    setText(this.headline, words.title);
    setText(this.detail, words.detail);
    this.detail.hidden = words.detail === "";
    this.region.hidden = !state.region;
    setText(this.region, state.region ?? "");
    this.renderElapsed(state);
    this.renderTurn(state);
  }

  private renderElapsed(state: CallState): void {
    clearInterval(this.clock);
    this.elapsed.hidden = state.answeredAt === undefined;
    const show = (): void => {
      const end = state.endedAt ?? Date.now();
      setText(this.elapsed, elapsedWords(end - (state.answeredAt ?? end)));
    };
    show();
    if (state.answeredAt !== undefined && state.endedAt === undefined) {
      this.clock = setInterval(show, TICK_MS);
    }
  }

  private renderTurn({ turn }: CallState): void {
    this.facts.hidden = turn === undefined;
    const silence = turn?.heardSilenceMs;
    setText(this.silence, silence === undefined ? "–" : `${Math.round(silence)} ms`);
    this.silence.dataset.ms = silence === undefined ? "" : String(Math.round(silence));
    setText(this.outcome, turn ? turnWords(turn) : "");
    this.outcome.dataset.turn = turn ? String(turn.turn) : "";
    this.outcome.dataset.outcome = turn?.outcome ?? "";
    this.outcome.dataset.interrupted = String(turn?.interrupted ?? false);
  }
}
