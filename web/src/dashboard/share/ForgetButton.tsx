import { useState } from "preact/hooks";
import { send } from "../api/http";
import { Dialog } from "../ui/Dialog";

export function ForgetButton({ done }: { done: () => void }) {
  const [open, setOpen] = useState(false);
  const [error, setError] = useState<string>();
  const forget = async () => {
    try {
      await send("/api/telemetry", { method: "DELETE", headers: { "X-Requested-With": "dashboard" } });
      setOpen(false);
      done();
    } catch (reason) {
      setError((reason as Error).message);
    }
  };
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)} data-testid="forget">Forget everything</button>
      {open && (
        <Dialog title="Forget everything?" close={() => setOpen(false)}>
          <p>All sessions, turns, traces, logs, metrics and recordings are deleted, on disk too. Calls that run go on, and appear again with what they send from now on.</p>
          {error && <p role="alert" class="command-failed">{error}</p>}
          <div class="actions">
            <button type="button" class="button" onClick={() => setOpen(false)}>Keep it</button>
            <button type="button" class="button button-danger" data-testid="confirm" onClick={() => void forget()}>Forget everything</button>
          </div>
        </Dialog>
      )}
    </>
  );
}
