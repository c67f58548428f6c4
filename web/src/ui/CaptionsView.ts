import type { Caption, CaptionStore } from "../captions/CaptionStore";
import { part, setText } from "./part";

// Screen readers need the latest words, not the whole call.
const ANNOUNCED_LINES = 6;
// Within this distance of the end, in CSS pixels, the reader follows the conversation.
const FOLLOW_PX = 48;

/** The words of both sides, one line per segment, in order of first arrival. */
export class CaptionsView {
  private readonly scroller: HTMLElement;
  private readonly list: HTMLElement;
  private readonly announcer: HTMLElement;
  private readonly lines = new Map<string, HTMLLIElement>();
  private follows = true;
  private lastTop = 0;

  constructor(root: ParentNode, store: CaptionStore) {
    this.scroller = part(root, "captions-scroll");
    this.list = part(root, "captions");
    this.announcer = part(root, "caption-announcer");
    this.scroller.addEventListener("scroll", () => this.noteScroll());
    // Facts and notices that appear above take room from the words.
    new ResizeObserver(() => this.follow()).observe(this.scroller);
    store.subscribe((caption) => (caption ? this.show(caption) : this.clear()));
  }

  setVisible(visible: boolean): void {
    this.scroller.hidden = !visible;
  }

  private show(caption: Caption): void {
    const line = this.lines.get(caption.id) ?? this.append(caption);
    const wasFinal = line.dataset.final === "true";
    line.dataset.final = String(caption.final);
    line.dataset.cut = String(caption.cut !== undefined);
    line.hidden = caption.text.trim() === "" && !caption.cut;
    line.querySelector(".caption-text")?.replaceChildren(...words(caption));
    if (caption.final && !wasFinal && !line.hidden) {
      this.announce(caption);
    }
    this.follow();
  }

  private noteScroll(): void {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    // Only moving up is a wish to read back: a shrinking list also ends up away from its end.
    if (scrollHeight - scrollTop - clientHeight < FOLLOW_PX) {
      this.follows = true;
    } else if (scrollTop < this.lastTop) {
      this.follows = false;
    }
    this.lastTop = scrollTop;
  }

  private follow(): void {
    if (this.follows) {
      this.scroller.scrollTop = this.scroller.scrollHeight;
    }
  }

  private append(caption: Caption): HTMLLIElement {
    const line = document.createElement("li");
    line.className = "caption";
    line.dataset.speaker = caption.speaker;
    line.dataset.segmentId = caption.id;
    const name = Object.assign(document.createElement("span"), { className: "caption-name" });
    setText(name, caption.speaker === "you" ? "You" : "Agent");
    line.append(name, Object.assign(document.createElement("p"), { className: "caption-text" }));
    this.list.append(line);
    this.lines.set(caption.id, line);
    return line;
  }

  private announce(caption: Caption): void {
    const line = document.createElement("p");
    line.textContent = `${caption.speaker === "you" ? "You" : "Agent"}: ${caption.text}${caption.cut === undefined ? "" : " (cut off)"}`;
    this.announcer.append(line);
    while (this.announcer.childElementCount > ANNOUNCED_LINES) {
      this.announcer.firstElementChild?.remove();
    }
  }

  private clear(): void {
    this.lines.clear();
    this.follows = true;
    this.list.replaceChildren();
    this.announcer.replaceChildren();
  }
}

function words(caption: Caption): HTMLElement[] {
  const heard = Object.assign(document.createElement("span"), { className: "heard", textContent: caption.text.trim() });
  if (caption.cut === undefined) {
    return [heard];
  }
  const note = Object.assign(document.createElement("span"), { className: "cut-note", textContent: "cut off" });
  const unheard = Object.assign(document.createElement("s"), { className: "unheard", textContent: caption.cut });
  return caption.cut === "" ? [heard, note] : [heard, unheard, note];
}
