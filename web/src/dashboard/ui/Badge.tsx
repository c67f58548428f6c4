import type { ComponentChildren } from "preact";

export type Tone = "plain" | "ok" | "warn" | "bad" | "info";

/** A word in a frame. The colour repeats what the word says. */
export function Badge({ tone = "plain", title, children }: { tone?: Tone | undefined; title?: string | undefined; children: ComponentChildren }) {
  return <span class={tone === "plain" ? "badge" : `badge badge-${tone}`} title={title}>{children}</span>;
}
