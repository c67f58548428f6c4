// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import page from "../index.html?raw";
import type { CallErrorCode } from "../src/call/CallError";
import type { CallHappening } from "../src/call/CallEvent";
import { CallMachine } from "../src/call/CallMachine";
import { isOver } from "../src/call/CallState";
import { CaptionStore } from "../src/captions/CaptionStore";
import { CallView } from "../src/ui/CallView";
import { part } from "../src/ui/part";
import { listenForShortcuts } from "../src/ui/shortcuts";

const at = (name: string): HTMLElement => part(document, name);

let machine: CallMachine;
let captions: CaptionStore;
let view: CallView;
const actions = { call: vi.fn(), toggleMute: vi.fn(), hangUp: vi.fn(), startSound: vi.fn(), replaceMicrophone: vi.fn() };

function happen(...happenings: CallHappening[]): void {
  happenings.forEach((happening) => machine.dispatch({ ...happening, call: 1, at: Date.now() }));
}

const answered: CallHappening[] = [{ type: "pressed" }, { type: "microphone-opened" }, { type: "joined", region: "eu" }, { type: "agent-joined", state: "listening" }];

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  document.body.innerHTML = page.slice(page.indexOf("<body>") + 6, page.indexOf("</body>"));
  machine = new CallMachine();
  captions = new CaptionStore();
  view = new CallView(document, { actions, captions, readLevel: () => 0, persona: undefined });
  machine.subscribe((state) => view.render(state));
  view.render(machine.state);
});
afterEach(() => {
  happen({ type: "closed", by: "you" });
  vi.useRealTimers();
});

test("the page holds no inline script, style or handler and no foreign address", () => {
  expect(page).not.toMatch(/\sstyle=|<style|\son\w+=|<script(?![^>]*\bsrc=)|https?:/);
});

describe("states", () => {
  test("one button at the start, two in the call, one after it", () => {
    const shown = (): string[] => ["call-button", "mute-button", "hangup-button"].filter((name) => !at(name).hidden);
    expect(shown()).toEqual(["call-button"]);
    happen(...answered);
    expect(shown()).toEqual(["mute-button", "hangup-button"]);
    expect(at("state").dataset.state).toBe("listening");
    happen({ type: "closed", by: "agent", reason: "caller_silent" });
    expect(shown()).toEqual(["call-button"]);
    expect(at("call-button").textContent?.trim()).toBe("Call again");
    expect(at("state-detail").textContent).toBe("The agent heard nothing from you for a while and hung up.");
  });

  test("a call that was too long says why it ended", () => {
    happen(...answered, { type: "closed", by: "agent", reason: "longest_call" });
    expect(at("state-detail").textContent).toBe("The call had reached its longest length, and the agent hung up.");
  });

  test("the call time runs from the answer to the end", () => {
    happen(...answered);
    vi.advanceTimersByTime(65_000);
    expect(at("elapsed").textContent).toBe("1:05");
    happen({ type: "closed", by: "you" });
    vi.advanceTimersByTime(65_000);
    expect(at("elapsed").textContent).toBe("1:05");
  });

  test("the facts of a turn are shown, and their absence too", () => {
    happen(...answered, { type: "turn", turn: { turn: 3, initiator: "caller", outcome: "interrupted", heardSilenceMs: 611.6, interrupted: true } });
    expect([at("heard-silence").dataset.ms, at("turn-outcome").textContent]).toEqual(["612", "You cut in"]);
    happen({ type: "turn", turn: { turn: 4, initiator: "agent", outcome: "complete", interrupted: false } });
    expect([at("heard-silence").dataset.ms, at("turn-outcome").textContent]).toEqual(["", "Complete"]);
  });

  test("blocked sound and a lost microphone offer one press", () => {
    happen(...answered, { type: "sound-blocked", blocked: true });
    at("sound-button").click();
    happen({ type: "sound-blocked", blocked: false }, { type: "microphone-lost", lost: true });
    at("microphone-button").click();
    expect([actions.startSound.mock.calls.length, actions.replaceMicrophone.mock.calls.length]).toEqual([1, 1]);
    happen({ type: "microphone-lost", lost: false });
    expect(at("notice").hidden).toBe(true);
  });
});

describe("errors", () => {
  const codes: CallErrorCode[] = ["mic-denied", "mic-missing", "insecure", "no-capacity", "rate-limited", "unreachable", "network-lost", "agent-gone", "token-expired", "failed"];

  test.each(codes)("%s says what happened and what to do", (code) => {
    happen({ type: "pressed" }, { type: "failed", error: { code } });
    expect(at("error").dataset.code).toBe(code);
    expect([...at("error").children].every((line) => (line.textContent ?? "").length > 10)).toBe(true);
    expect(at("error").children).toHaveLength(3);
    expect(at("call-button").getAttribute("aria-disabled")).toBe("false");
  });

  test("no capacity counts down and only then calls again", () => {
    happen({ type: "pressed" }, { type: "failed", error: { code: "no-capacity", retryAfterMs: 12_000 } });
    const label = (): string | undefined => at("call-button").textContent?.trim();
    expect(label()).toBe("Try again in 12 s");
    at("call-button").click();
    vi.advanceTimersByTime(11_000);
    expect(label()).toBe("Try again in 1 s");
    at("call-button").click();
    expect(actions.call).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1000);
    expect(label()).toBe("Try again");
    at("call-button").click();
    expect(actions.call).toHaveBeenCalledOnce();
  });

  test("a new call clears the error", () => {
    happen({ type: "pressed" }, { type: "failed", error: { code: "agent-gone" } });
    machine.dispatch({ type: "pressed", call: 2, at: 0 });
    expect([at("error").hidden, at("error").textContent, at("error").dataset.code]).toEqual([true, "", ""]);
    machine.dispatch({ type: "closed", by: "you", call: 2, at: 0 });
  });
});

describe("captions", () => {
  test("one line per segment, replaced in place, cut words marked", () => {
    happen(...answered);
    captions.update({ id: "a", speaker: "agent", text: "We have a table", final: false, revision: 1 });
    captions.update({ id: "u", speaker: "you", text: "<b>Stop</b>", final: true, revision: 2 });
    captions.update({ id: "a", speaker: "agent", text: "We have", final: true, revision: 3 });
    const lines = [...at("captions").children] as HTMLElement[];
    expect(lines.map((line) => [line.dataset.speaker, line.dataset.segmentId, line.dataset.final, line.dataset.cut])).toEqual([
      ["agent", "a", "true", "true"],
      ["you", "u", "true", "false"],
    ]);
    expect(lines[0]?.querySelector(".heard")?.textContent).toBe("We have");
    expect(lines[0]?.querySelector("s")?.textContent).toBe("a table");
    expect(lines[1]?.querySelector(".heard")?.textContent).toBe("<b>Stop</b>");
    expect([...at("caption-announcer").children].map((line) => line.textContent)).toEqual(["You: <b>Stop</b>", "Agent: We have (cut off)"]);
  });

  test("an empty segment is not shown", () => {
    captions.update({ id: "u", speaker: "you", text: "", final: false, revision: 1 });
    expect((at("captions").firstElementChild as HTMLElement).hidden).toBe(true);
  });
});

describe("personas", () => {
  const list = ["a", "b"].map((id) => ({ id, title: id.toUpperCase(), description: "" }));

  test("the first is chosen, the choice is hidden in the call and back after it", () => {
    view.personas.offer(list);
    expect([view.personas.selected, at("personas").hidden]).toEqual(["a", false]);
    happen(...answered);
    expect(at("personas").hidden).toBe(true);
    happen({ type: "closed", by: "you" });
    expect(at("personas").hidden).toBe(false);
  });

  test("a list that arrives during the call stays hidden", () => {
    happen(...answered);
    view.personas.offer(list);
    expect(at("personas").hidden).toBe(true);
  });

  test("without a list the gateway chooses", () => {
    view.personas.offer([]);
    expect([view.personas.selected, at("personas").hidden]).toEqual([undefined, true]);
  });
});

describe("keyboard", () => {
  beforeEach(() => listenForShortcuts(document, () => !isOver(machine.state.phase), actions));
  const press = (key: string, init: KeyboardEventInit = {}): unknown => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, ...init }));

  test("M mutes, H and Escape hang up, only in a call", () => {
    press("m");
    press("Escape");
    expect([actions.toggleMute.mock.calls.length, actions.hangUp.mock.calls.length]).toEqual([0, 0]);
    happen(...answered);
    ["m", "M", "h", "Escape"].forEach((key) => press(key));
    expect([actions.toggleMute.mock.calls.length, actions.hangUp.mock.calls.length]).toEqual([2, 2]);
  });

  test("modifiers and held keys do nothing", () => {
    happen(...answered);
    press("h", { ctrlKey: true });
    press("m", { metaKey: true });
    press("m", { repeat: true });
    expect([actions.toggleMute.mock.calls.length, actions.hangUp.mock.calls.length]).toEqual([0, 0]);
  });

  test("focus follows the button that takes over", () => {
    at("call-button").focus();
    happen(...answered);
    expect(document.activeElement).toBe(at("state"));
    at("hangup-button").focus();
    happen({ type: "closed", by: "you" });
    expect(document.activeElement).toBe(at("call-button"));
  });
});
