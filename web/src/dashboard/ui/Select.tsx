import { useId } from "preact/hooks";

interface Props {
  label: string;
  value: string;
  options: [value: string, name: string][];
  change: (value: string) => void;
}

/** A list to choose from. A value that the list does not know (from an old link, say) is shown all the same. */
export function Select({ label, value, options, change }: Props) {
  const id = useId();
  const known = options.some(([option]) => option === value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} class="select" value={value} onChange={(event) => change(event.currentTarget.value)}>
        {!known && <option value={value}>{value}</option>}
        {options.map(([option, name]) => <option key={option} value={option}>{name}</option>)}
      </select>
    </div>
  );
}
