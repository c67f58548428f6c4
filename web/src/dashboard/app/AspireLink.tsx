import type { ComponentChildren } from "preact";

/** A way into Aspire's dashboard: another site, in a tab of its own. */
export function AspireLink({ href, class: look, children }: { href: string; class?: string; children: ComponentChildren }) {
  return <a class={look} href={href} target="_blank" rel="noreferrer">{children}<span aria-hidden="true"> ↗</span></a>;
}
