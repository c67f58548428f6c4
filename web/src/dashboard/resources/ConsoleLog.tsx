import { useEffect, useRef, useState } from "preact/hooks";
import { request } from "../api/http";
import { readLines } from "../api/readLines";
import type { ConsoleLine } from "../api/types";
import { clock } from "../ui/format";
import { Failure } from "../ui/Panels";

const kept = 1_000;
const drawMs = 200;

/** What the process writes, as it writes it. The last thousand lines stay. */
export function ConsoleLog({ resource }: { resource: string }) {
  const [lines, setLines] = useState<ConsoleLine[]>([]);
  const [error, setError] = useState<Error>();
  const [round, setRound] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const abort = new AbortController();
    let buffer: ConsoleLine[] = [];
    const timer = setInterval(() => {
      if (buffer.length > 0) {
        const more = buffer;
        buffer = [];
        setLines((last) => [...last, ...more].slice(-kept));
      }
    }, drawMs);
    const follow = async () => {
      setError(undefined);
      setLines([]);
      const response = await request(`/api/resources/${encodeURIComponent(resource)}/logs?follow=true`, { signal: abort.signal });
      await readLines<ConsoleLine>(response, (line) => buffer.push(line));
    };
    follow().catch((reason: Error) => abort.signal.aborted || setError(reason));
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, [resource, round]);
  // Stays at the end, unless the reader has scrolled up.
  useEffect(() => {
    const element = box.current;
    if (element && element.scrollHeight - element.scrollTop - element.clientHeight < 80) {
      element.scrollTop = element.scrollHeight;
    }
  }, [lines]);

  return (
    <>
      {error && <Failure title="The console could not be followed" error={error} retry={() => setRound(round + 1)} />}
      <div class="console" ref={box} tabIndex={0} role="log" aria-label={`Console of ${resource}`} data-testid="console">
        {lines.length === 0 && !error && <p class="quiet">Nothing was written yet.</p>}
        {lines.map((line, index) => (
          <p key={index} class={line.isError ? "console-error" : undefined}><span class="quiet">{clock(line.at)} </span>{line.isError && <span class="visually-hidden">error: </span>}{line.line}</p>
        ))}
      </div>
    </>
  );
}
