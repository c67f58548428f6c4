import type { CaptionStore, Speaker } from "./CaptionStore";

/** The part of a LiveKit text stream that captions need. */
export interface CaptionStream extends AsyncIterable<string> {
  readonly info: { readonly id: string; readonly attributes?: Record<string, string> };
}

// Longer than anything one says in a breath; a peer that sends more shows no more.
const MAX_CHARACTERS = 10_000;

let revisions = 0;

/** Shows the words of one stream as they arrive; what arrived stays when it breaks off. */
export async function receiveCaption(store: CaptionStore, stream: CaptionStream, speaker: Speaker): Promise<void> {
  const attributes = stream.info.attributes ?? {};
  const id = attributes["lk.segment_id"] || stream.info.id;
  const final = attributes["lk.transcription_final"] === "true";
  const revision = ++revisions;
  let text = "";
  for await (const chunk of stream) {
    text = (text + chunk).slice(0, MAX_CHARACTERS);
    store.update({ id, speaker, text, final: false, revision }, true);
  }
  store.update({ id, speaker, text, final, revision });
}
