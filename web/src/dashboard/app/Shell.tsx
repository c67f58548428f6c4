import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { useConnection } from "../api/connection";
import { clock } from "../ui/format";
import { useAbout } from "./AboutContext";
import { AspireLink } from "./AspireLink";
import { Help } from "./Help";
import { Link } from "./Link";
import { navigate } from "./location";
import type { Route } from "./routes";
import { useShortcuts } from "./shortcuts";

const pages: { name: string; href: string; key: string; pages: Route["page"][] }[] = [
  { name: "Live", href: "/", key: "l", pages: ["live"] },
  { name: "Turns", href: "/turns", key: "u", pages: ["turns"] },
  { name: "Sessions", href: "/sessions", key: "s", pages: ["sessions", "session", "trace"] },
  { name: "Compare", href: "/compare", key: "c", pages: ["compare"] },
];

/** What surrounds every page: the way to the others, the state of the connection, the keys. */
export function Shell({ page, children }: { page: Route["page"]; children: ComponentChildren }) {
  const [help, setHelp] = useState(false);
  const about = useAbout();
  const connection = useConnection();
  useShortcuts({
    ...Object.fromEntries(pages.map((entry) => [entry.key, () => navigate(entry.href)])),
    "?": () => setHelp(true),
    "/": () => document.querySelector<HTMLElement>("[data-search]")?.focus(),
    Escape: () => (document.activeElement as HTMLElement | null)?.blur(),
  });

  return (
    <>
      <a class="skip" href="#main">Skip to the page</a>
      <header class="bar">
        <Link class="wordmark" href="/">
          <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 10v4M9 6v12M14 3v18M19 9v6" /></svg>
          EdgeVoice
        </Link>
        <nav class="nav" aria-label="Pages">
          {pages.map((entry) => (
            <Link key={entry.href} href={entry.href} aria-current={entry.pages.includes(page) ? "page" : undefined} aria-keyshortcuts={entry.key}>
              {entry.name}
            </Link>
          ))}
          {about?.aspireUrl && <AspireLink href={`${about.aspireUrl}/`}>Aspire</AspireLink>}
        </nav>
        <button type="button" class="button button-small" aria-keyshortcuts="?" onClick={() => setHelp(true)}>Keys <kbd aria-hidden="true">?</kbd></button>
      </header>
      <div role="status">
        {connection.lost && (
          <p class="banner" data-testid="connection-lost">
            <span>
              Connection lost: {connection.reason}. What you see is {connection.lastAnswerAt ? `from ${clock(connection.lastAnswerAt)}` : "incomplete"}; it comes back by itself.
            </span>
          </p>
        )}
        {connection.readPercent !== undefined && (
          <p class="banner banner-quiet" data-testid="reading">
            <span>Reading what was kept from the last run, {connection.readPercent} %. Older turns follow by themselves; until then figures are of the newest only.</span>
          </p>
        )}
        {about?.history.problem && (
          <p class="banner" data-testid="not-read">
            <span>Some of what was kept from the last run could not be read and is missing here: {about.history.problem}</span>
          </p>
        )}
      </div>
      <main id="main" class="page" tabIndex={-1}>{children}</main>
      {help && <Help close={() => setHelp(false)} />}
    </>
  );
}
