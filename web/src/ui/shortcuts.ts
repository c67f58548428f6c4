export interface ShortcutActions {
  toggleMute(): void;
  hangUp(): void;
}

/** M mutes, Escape and H hang up. Keys held down, or pressed with a modifier or in a text field, do nothing. */
export function listenForShortcuts(target: Document, isLive: () => boolean, actions: ShortcutActions): void {
  target.addEventListener("keydown", (event) => {
    if (!isLive() || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTextField(event.target)) {
      return;
    }
    switch (event.key.toLowerCase()) {
      case "m":
        actions.toggleMute();
        break;
      case "h":
      case "escape":
        actions.hangUp();
        break;
      default:
        return;
    }
    event.preventDefault();
  });
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("textarea, select, input:not([type=radio])"));
}
