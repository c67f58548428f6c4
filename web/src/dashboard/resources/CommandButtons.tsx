import { useState } from "preact/hooks";
import { send } from "../api/http";
import type { CommandResult, ResourceCommand } from "../api/types";
import { Dialog } from "../ui/Dialog";

interface Props {
  resource: string;
  commands: ResourceCommand[];
  done?: (() => void) | undefined;
  /** Leave out what cannot be done at the moment. */
  possible?: boolean;
}

/** What can be done to a resource. What the AppHost wants to be asked about is asked about. */
export function CommandButtons({ resource, commands, done, possible = false }: Props) {
  const [asked, setAsked] = useState<ResourceCommand>();
  const [running, setRunning] = useState<string>();
  const [result, setResult] = useState<{ ok: boolean; text: string }>();

  const run = async (command: ResourceCommand) => {
    setAsked(undefined);
    setRunning(command.name);
    setResult(undefined);
    try {
      const url = `/api/resources/${encodeURIComponent(resource)}/commands/${encodeURIComponent(command.name)}`;
      const answer = await send<CommandResult>(url, { method: "POST", headers: { "X-Requested-With": "dashboard" } });
      setResult({ ok: answer?.success ?? false, text: answer?.message ?? (answer?.success ? `${command.displayName}: done.` : "The AppHost gave no reason.") });
    } catch (error) {
      setResult({ ok: false, text: (error as Error).message });
    }

    setRunning(undefined);
    done?.();
  };

  const shown = commands.filter((command) => command.state === "enabled" || (command.state === "disabled" && !possible));
  if (shown.length === 0) {
    return null;
  }

  return (
    <div class="commands" data-testid="commands" data-resource={resource}>
      <div class="actions">
        {shown.map((command) => (
          <button
            key={command.name}
            type="button"
            class="button button-small"
            title={command.description ?? undefined}
            disabled={command.state === "disabled" || running !== undefined}
            data-command={command.name}
            onClick={() => (command.confirmation ? setAsked(command) : void run(command))}
          >
            {running === command.name ? `${command.displayName}…` : command.displayName}
          </button>
        ))}
      </div>
      <p role="status" class={result && !result.ok ? "command-result command-failed" : "command-result"} data-testid="command-result">
        {result && (result.ok ? result.text : `Failed: ${result.text}`)}
      </p>
      {asked && (
        <Dialog title={`${asked.displayName}: ${resource}`} close={() => setAsked(undefined)}>
          <p>{asked.confirmation}</p>
          {asked.description && <p class="quiet">{asked.description}</p>}
          <div class="actions">
            <button type="button" class="button" onClick={() => setAsked(undefined)}>Cancel</button>
            <button type="button" class="button button-danger" data-testid="confirm" onClick={() => void run(asked)}>{asked.displayName}</button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
