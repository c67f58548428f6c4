import type { CallState } from "../call/CallState";
import { errorWords } from "./errorWords";
import { part } from "./part";

/** The panel that says why a call failed and what to do next. Read out at once by screen readers. */
export class ErrorView {
  private readonly panel: HTMLElement;
  private shown?: CallState["error"];

  constructor(root: ParentNode) {
    this.panel = part(root, "error");
  }

  render(state: CallState): void {
    if (state.error === this.shown) {
      return;
    }
    this.shown = state.error;
    this.panel.hidden = !state.error;
    this.panel.dataset.code = state.error?.code ?? "";
    if (!state.error) {
      this.panel.replaceChildren();
      return;
    }
    const words = errorWords(state.error, state.answeredAt !== undefined);
    this.panel.replaceChildren(paragraph("panel-title", words.title), paragraph("panel-text", words.text), paragraph("panel-next", words.next));
  }
}

function paragraph(className: string, text: string): HTMLParagraphElement {
  const element = document.createElement("p");
  element.className = className;
  element.textContent = text;
  return element;
}
