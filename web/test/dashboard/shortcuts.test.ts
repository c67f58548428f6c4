// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from "vitest";
import { h, render } from "preact";
import { listenForKeys, useShortcuts } from "../../src/dashboard/app/shortcuts";

listenForKeys(document);

const outer = vi.fn();
const inner = vi.fn();

function Outer() {
  useShortcuts({ t: outer, Escape: outer });
  return h("div", null, h("input", { id: "field" }), h("button", { id: "button" }), h(Inner, null));
}

function Inner() {
  useShortcuts({ Escape: inner, Enter: inner });
  return null;
}

const press = (key: string, target: Element = document.body, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));

describe("shortcuts", () => {
  beforeEach(async () => {
    vi.clearAllMocks();
    render(null, document.body);
    render(h(Outer, null), document.body);
    // Effects run after the next frame.
    await vi.waitFor(() => {
      press("t");
      expect(outer).toHaveBeenCalled();
    });
    vi.clearAllMocks();
  });

  it("asks the innermost first", () => {
    press("Escape");
    expect([inner.mock.calls.length, outer.mock.calls.length]).toEqual([1, 0]);
  });

  it("leaves letters to fields, and the browser's own chords alone", () => {
    press("t", document.getElementById("field")!);
    press("t", document.body, { ctrlKey: true });
    expect(outer).not.toHaveBeenCalled();
    press("Escape", document.getElementById("field")!);
    expect(inner).toHaveBeenCalledTimes(1);
  });

  it("leaves Enter to the control that has the focus", () => {
    press("Enter", document.getElementById("button")!);
    expect(inner).not.toHaveBeenCalled();
    press("Enter");
    expect(inner).toHaveBeenCalledTimes(1);
  });

  it("is silent behind a dialog", () => {
    const dialog = document.createElement("dialog");
    dialog.setAttribute("open", "");
    document.body.append(dialog);
    press("t");
    dialog.remove();
    expect(outer).not.toHaveBeenCalled();
  });
});
