import { useRef, useState } from "preact/hooks";
import { send } from "../api/http";
import type { ImportResult } from "../api/types";
import { Link } from "../app/Link";
import { paths } from "../app/routes";
import { shortId } from "../turns/TurnTable";
import { counted } from "../ui/format";

/** Reads a zip in that this or another dashboard has written. The same one twice adds nothing. */
export function ImportButton({ done }: { done: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<{ busy?: boolean; error?: string; result?: ImportResult | undefined }>({});
  const read = async (file: File) => {
    setState({ busy: true });
    try {
      setState({ result: await send<ImportResult>("/api/import", { method: "POST", body: file, headers: { "X-Requested-With": "dashboard", "content-type": file.name.endsWith(".json") ? "application/json" : "application/zip" } }) });
      done();
    } catch (error) {
      setState({ error: (error as Error).message });
    }
  };
  return (
    <>
      <button type="button" class="button" disabled={state.busy ?? false} onClick={() => field.current?.click()}>{state.busy ? "Importing…" : "Import"}</button>
      <input ref={field} type="file" class="visually-hidden" tabIndex={-1} aria-label="File to import" accept=".zip,.json" data-testid="import-file"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = "";
          if (file) {
            void read(file);
          }
        }} />
      <p role="status" class={state.error ? "command-result command-failed" : "command-result"} data-testid="import-result">
        {state.error && `Import failed: ${state.error}`}
        {state.result && <Outcome result={state.result} />}
      </p>
    </>
  );
}

function Outcome({ result }: { result: ImportResult }) {
  return (
    <>
      Read {counted(result.spans, "span")} and {counted(result.records, "log event")}{result.known > 0 && `; ${result.known} were here already`}.{" "}
      {result.sessions.slice(0, 3).map((id) => <Link key={id} href={paths.session(id)}>{shortId(id)} </Link>)}
    </>
  );
}
