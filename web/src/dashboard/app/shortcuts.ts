import { useEffect, useState } from "preact/hooks";

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

/** A key means what the innermost page says; a letter typed into a field is a letter. */
const layers: { current: Shortcuts }[] = [];

export const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** What a key press asks for, or nothing: by the last layer that knows it. */
export function find(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): ((event: KeyboardEvent) => void) | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) {
    return undefined;
  }

  for (let index = layers.length - 1; index >= 0; index--) {
    const action = layers[index]?.current[event.key];
    if (action) {
      return action;
    }
  }

  return undefined;
}

export function useShortcuts(shortcuts: Shortcuts): void {
  // While rendering, because that goes from the outside in; effects would put the innermost at the bottom.
  const [layer] = useState(() => {
    const made = { current: shortcuts };
    layers.push(made);
    return made;
  });
  layer.current = shortcuts;
  useEffect(() => () => void layers.splice(layers.indexOf(layer), 1), []);
}

export function listenForKeys(target: Document): void {
  target.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || (typing(event.target) && event.key !== "Escape") || document.querySelector("dialog[open]")) {
      return;
    }

    // Enter and space belong to the control that has the focus.
    const onControl = event.target instanceof HTMLElement && event.target.closest("a,button,summary,[role=slider]");
    const action = onControl && (event.key === "Enter" || event.key === " ") ? undefined : find(event);
    if (action) {
      event.preventDefault();
      action(event);
    }
  });
}
