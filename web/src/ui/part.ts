/** Finds a piece of the page by its data-testid: the one name that page, code and tests share. */
export function part<E extends HTMLElement = HTMLElement>(root: ParentNode, name: string): E {
  const element = root.querySelector<E>(`[data-testid="${name}"]`);
  if (!element) {
    throw new Error(`The page has no element with data-testid="${name}".`);
  }
  return element;
}

/** Writes text only when it differs, so that live regions do not repeat themselves. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}
