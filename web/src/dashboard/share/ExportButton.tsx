import { useState } from "preact/hooks";
import { useAbout } from "../app/AboutContext";
import { address } from "../app/location";
import { Dialog } from "../ui/Dialog";

/** One zip of what is kept, all of it or some calls: to be sent to somebody, or to be read in again. */
export function ExportButton({ sessions }: { sessions?: string[] }) {
  const [open, setOpen] = useState(false);
  const [personal, setPersonal] = useState(false);
  const [audio, setAudio] = useState(false);
  const shown = useAbout()?.content ?? false;
  const strip = [personal ? undefined : "pii", personal && audio ? undefined : "audio"].filter(Boolean).join(",");
  return (
    <>
      <button type="button" class="button" onClick={() => setOpen(true)}>Export</button>
      {open && (
        <Dialog title={sessions ? "Export this session" : "Export everything"} close={() => setOpen(false)}>
          <p>A zip of OTLP JSON, transcript and audio. This dashboard reads it in again; Aspire's reads the OTLP part.</p>
          <div class="choices">
            <label><input type="checkbox" checked={personal} onChange={(event) => setPersonal(event.currentTarget.checked)} data-testid="export-pii" /> With personal data: what was said, where the caller was</label>
            <label><input type="checkbox" checked={personal && audio} disabled={!personal} onChange={(event) => setAudio(event.currentTarget.checked)} data-testid="export-audio" /> With the recording</label>
          </div>
          {personal && !shown && <p class="quiet">This dashboard hides what was said; the file would hold it.</p>}
          <div class="actions">
            <button type="button" class="button" onClick={() => setOpen(false)}>Cancel</button>
            <a class="button button-main" download="" data-testid="export-download" href={address("/api/export", { session: sessions?.join(","), strip })} onClick={() => setOpen(false)}>Download</a>
          </div>
        </Dialog>
      )}
    </>
  );
}
