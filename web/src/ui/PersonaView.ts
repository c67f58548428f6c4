import type { Persona } from "../api/types";
import { part } from "./part";

/** The choice of who answers. Hidden when there is nothing to choose. */
export class PersonaView {
  private readonly fieldset: HTMLFieldSetElement;
  private readonly list: HTMLElement;
  private offered = false;

  /** `wanted` comes from the page's address and also holds when the list cannot be loaded. */
  constructor(
    root: ParentNode,
    private readonly wanted: string | undefined,
  ) {
    this.fieldset = part<HTMLFieldSetElement>(root, "personas");
    this.list = this.fieldset.querySelector<HTMLElement>(".persona-list") ?? this.fieldset;
  }

  /** The chosen id; undefined leaves the choice to the gateway. */
  get selected(): string | undefined {
    return this.fieldset.querySelector<HTMLInputElement>("input:checked")?.value ?? this.wanted;
  }

  offer(personas: readonly Persona[]): void {
    const preselected = personas.find((persona) => persona.id === this.wanted) ?? personas[0];
    this.list.replaceChildren(...personas.map((persona) => option(persona, persona === preselected)));
    this.offered = personas.length > 1;
    this.show(this.fieldset.dataset.wanted !== "false");
  }

  show(visible: boolean): void {
    this.fieldset.dataset.wanted = String(visible);
    this.fieldset.hidden = !visible || !this.offered;
  }
}

function option(persona: Persona, checked: boolean): HTMLLabelElement {
  const label = document.createElement("label");
  label.className = "persona";
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "persona", value: persona.id, checked });
  const title = Object.assign(document.createElement("span"), { className: "persona-title", textContent: persona.title });
  const description = Object.assign(document.createElement("span"), { className: "persona-text", textContent: persona.description ?? "" });
  const words = Object.assign(document.createElement("span"), { className: "persona-words" });
  words.append(title, description);
  label.append(radio, words);
  return label;
}
