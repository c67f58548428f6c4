import { describe, expect, test } from "vitest";
import { MediaPath } from "../src/call/MediaPath";

const played = (seconds: number, samples: number, device = 0): [string, Record<string, unknown>][] => [
  ["A", { type: "inbound-rtp", jitterBufferDelay: seconds, jitterBufferEmittedCount: samples }],
  ["D", { type: "media-playout", totalPlayoutDelay: device, totalSamplesCount: samples }],
  ["T", { type: "transport" }],
];

describe("media path", () => {
  test("is unknown until a heartbeat came back and sound was played", () => {
    const path = new MediaPath();
    path.ask(1, 1_000);
    expect(path.ms).toBeUndefined();
    path.answer(1, 1_080);
    expect(path.ms).toBeUndefined();
    path.play(played(100, 24_000, 100));
    expect(path.ms).toBeUndefined();
    path.play(played(100 + 24_000 * 0.04, 48_000, 100 + 24_000 * 0.01));
    expect(path.ms).toBeCloseTo(130);
  });

  test("takes the shortest of the last trips, and the sound since the last report", () => {
    const path = new MediaPath();
    path.play(played(100, 1_000));
    for (let n = 1; n <= 9; n++) {
      path.ask(n, n * 400);
      // The first is far shorter than those that come after it, and too old when the ninth is there.
      path.answer(n, n * 400 + (n === 1 ? 5 : 60 + n));
    }
    path.play(played(100 + 1_000 * 0.02, 2_000));
    expect(path.ms).toBeCloseTo(62 + 20);
  });

  test("answers to nothing that was asked, and answers twice, change nothing", () => {
    const path = new MediaPath();
    path.play(played(0, 1));
    path.play(played(10, 1_001));
    path.answer(3, 10);
    expect(path.ms).toBeUndefined();
    path.ask(1, 0);
    path.ask(2, 400);
    path.answer(2, 450);
    path.answer(1, 5_000);
    path.answer(2, 5_000);
    expect(path.ms).toBeCloseTo(60);
  });

  test("reports without figures leave the last one", () => {
    const path = new MediaPath();
    path.ask(1, 0);
    path.answer(1, 50);
    path.play(played(0, 1));
    path.play(played(10, 1_001));
    path.play([["A", { type: "inbound-rtp" }]]);
    path.play(played(10, 1_001));
    expect(path.ms).toBeCloseTo(60);
  });

  test("another agent's first report, with the device's figure alone, leaves the buffer as it was", () => {
    const path = new MediaPath();
    path.ask(1, 0);
    path.answer(1, 50);
    path.play(played(0, 1));
    path.play(played(10, 1_001, 5));
    path.play([["B", { type: "inbound-rtp", jitterBufferDelay: 3, jitterBufferEmittedCount: 10 }], ["D", { type: "media-playout", totalPlayoutDelay: 10, totalSamplesCount: 2_001 }]]);
    expect(path.ms).toBeCloseTo(50 + 10 + 5);
  });
});
