import { Dialog } from "../ui/Dialog";

const keys: [string[], string][] = [
  [["l"], "Live"],
  [["u"], "Turns"],
  [["s"], "Sessions"],
  [["c"], "Compare"],
  [["/"], "Search or filter on this page"],
  [["↑", "↓"], "Next or previous row, turn or span"],
  [["←", "→"], "Fold or unfold a span; move in the recording"],
  [["Enter"], "Open what is marked"],
  [["Space"], "Play or pause the recording"],
  [["p"], "Pause or follow live turns"],
  [["Esc"], "Close, or go one step up"],
  [["?"], "This list"],
];

export function Help({ close }: { close: () => void }) {
  return (
    <Dialog title="Keys" close={close}>
      <dl class="key-list" data-testid="help">
        {keys.map(([names, what]) => (
          <div key={what}>
            <dt>{names.map((name) => <kbd key={name}>{name}</kbd>)}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div class="actions"><button type="button" class="button button-main" onClick={close}>Close</button></div>
    </Dialog>
  );
}
