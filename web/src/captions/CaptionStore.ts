export type Speaker = "you" | "agent";

export interface Caption {
  id: string;
  speaker: Speaker;
  text: string;
  final: boolean;
  /** Words that were shown but never heard, because the caller spoke over the agent. */
  cut?: string;
}

export interface CaptionUpdate {
  id: string;
  speaker: Speaker;
  text: string;
  final: boolean;
  /** Counts up with each stream that arrives; an older stream never overwrites a newer one. */
  revision: number;
}

export type CaptionListener = (caption: Caption | undefined) => void;

/** What was said in one call, by segment, in order of first arrival. An empty segment keeps a place for words to come. */
export class CaptionStore {
  private readonly captions = new Map<string, Caption & { revision: number }>();
  private readonly listeners = new Set<CaptionListener>();

  get all(): readonly Caption[] {
    return [...this.captions.values()];
  }

  subscribe(listener: CaptionListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** `partial` is true while the stream that carries the text is still open. */
  update(update: CaptionUpdate, partial = false): void {
    const shown = this.captions.get(update.id);
    if (shown && (update.revision < shown.revision || (partial && shown.text.startsWith(update.text)))) {
      // The second case: a repeated segment grows from its first word again and would make the line flicker.
      return;
    }
    const caption = { ...update, cut: update.final && shown ? cutWords(shown, update) : undefined };
    this.captions.set(update.id, caption);
    this.notify(caption);
  }

  clear(): void {
    this.captions.clear();
    this.notify(undefined);
  }

  private notify(caption: Caption | undefined): void {
    this.listeners.forEach((listener) => listener(caption));
  }
}

function cutWords(shown: Caption, final: CaptionUpdate): string | undefined {
  const before = shown.text.trim();
  const heard = final.text.trim();
  if (final.speaker !== "agent" || heard.length >= before.length) {
    return shown.final && heard === before ? shown.cut : undefined;
  }
  return before.startsWith(heard) ? before.slice(heard.length).trim() : "";
}
