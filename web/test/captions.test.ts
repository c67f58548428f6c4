import { beforeEach, describe, expect, test } from "vitest";
import { CaptionStore, type Speaker } from "../src/captions/CaptionStore";
import { type CaptionStream, receiveCaption } from "../src/captions/receiveCaption";

let store: CaptionStore;
beforeEach(() => (store = new CaptionStore()));

function say(id: string, speaker: Speaker, text: string, final: boolean, revision: number): void {
  store.update({ id, speaker, text, final, revision });
}

function stream(id: string, final: boolean, chunks: string[], before?: () => Promise<void>): CaptionStream {
  return {
    info: { id: `stream-${id}`, attributes: { "lk.segment_id": id, "lk.transcription_final": String(final) } },
    async *[Symbol.asyncIterator]() {
      for (const chunk of chunks) {
        await before?.();
        yield chunk;
      }
    },
  };
}

describe("CaptionStore", () => {
  test("a segment sent again replaces what was shown and keeps its place", () => {
    say("a", "agent", "Good", false, 1);
    say("b", "you", "Hi", true, 2);
    say("a", "agent", "Good evening.", true, 3);
    expect(store.all.map(({ id, text, final }) => [id, text, final])).toEqual([["a", "Good evening.", true], ["b", "Hi", true]]);
  });

  test("an empty segment keeps a place for words that come after the answer", () => {
    say("u", "you", "", false, 1);
    say("a", "agent", "Sure.", true, 2);
    say("u", "you", "A table, please.", true, 3);
    expect(store.all.map((caption) => caption.id)).toEqual(["u", "a"]);
  });

  test("an older stream never overwrites a newer one", () => {
    say("a", "agent", "Good evening", false, 2);
    say("a", "agent", "Goo", false, 1);
    expect(store.all[0]?.text).toBe("Good evening");
  });

  test.each([
    ["We have a table by the window", "We have a table", "by the window"],
    ["We have a table", "We have a table", undefined],
    ["We have", "We have a table", undefined],
    ["We have a table here", "We had", ""],
    ["We have a table", "", "We have a table"],
  ])("agent: %j then final %j cuts %j", (shown, final, cut) => {
    say("a", "agent", shown, false, 1);
    say("a", "agent", final, true, 2);
    expect(store.all[0]).toMatchObject({ text: final, cut });
  });

  test("a cut segment stays cut when its final words are repeated", () => {
    say("a", "agent", "We have a table", false, 1);
    say("a", "agent", "We have", true, 2);
    say("a", "agent", "We have", true, 3);
    expect(store.all[0]?.cut).toBe("a table");
  });

  test("shorter final words of the caller are a correction, not a cut", () => {
    say("u", "you", "uh the window", false, 1);
    say("u", "you", "the window", true, 2);
    expect(store.all[0]?.cut).toBeUndefined();
  });

  test("clear forgets everything and says so", () => {
    const seen: unknown[] = [];
    say("a", "agent", "Hello", true, 1);
    store.subscribe((caption) => seen.push(caption));
    store.clear();
    expect(store.all).toEqual([]);
    expect(seen).toEqual([undefined]);
  });
});

describe("receiveCaption", () => {
  test("words appear while the stream is open and become final when it ends", async () => {
    const seen: [string, boolean][] = [];
    store.subscribe((caption) => caption && seen.push([caption.text, caption.final]));
    await receiveCaption(store, stream("a", true, ["Good ", "evening."]), "agent");
    expect(seen).toEqual([["Good ", false], ["Good evening.", false], ["Good evening.", true]]);
  });

  test("a repeated segment that arrives in pieces does not flicker", async () => {
    await receiveCaption(store, stream("a", false, ["Good evening"]), "agent");
    const seen: string[] = [];
    store.subscribe((caption) => caption && seen.push(caption.text));
    await receiveCaption(store, stream("a", true, ["Good", " evening,", " sir."]), "agent");
    expect(seen).toEqual(["Good evening,", "Good evening, sir.", "Good evening, sir."]);
  });

  test("a slow older stream does not undo a newer one", async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const older = receiveCaption(store, stream("a", false, ["Good"], () => gate), "agent");
    await receiveCaption(store, stream("a", true, ["Good evening."]), "agent");
    release();
    await older;
    expect(store.all[0]).toMatchObject({ text: "Good evening.", final: true });
  });

  test("a stream that breaks off leaves its words, not final", async () => {
    const broken: CaptionStream = {
      info: { id: "s", attributes: { "lk.segment_id": "a", "lk.transcription_final": "true" } },
      async *[Symbol.asyncIterator]() {
        yield "Good";
        throw new Error("gone");
      },
    };
    await expect(receiveCaption(store, broken, "agent")).rejects.toThrow("gone");
    expect(store.all[0]).toMatchObject({ text: "Good", final: false });
  });

  test("a stream without attributes is a segment of its own", async () => {
    await receiveCaption(store, { info: { id: "s1" }, [Symbol.asyncIterator]: stream("x", false, ["Hi"])[Symbol.asyncIterator] }, "you");
    expect(store.all[0]).toMatchObject({ id: "s1", text: "Hi", final: false });
  });
});
