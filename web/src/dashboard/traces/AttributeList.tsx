import type { Attributes, AttributeValue } from "../api/types";

function text(value: AttributeValue | AttributeValue[]): string {
  if (Array.isArray(value)) {
    return `[${value.map(text).join(", ")}]`;
  }

  return typeof value === "number" && !Number.isInteger(value) ? String(Number(value.toPrecision(7))) : String(value);
}

export function AttributeList({ attributes }: { attributes: Attributes }) {
  const entries = Object.entries(attributes).sort(([a], [b]) => a.localeCompare(b));
  return entries.length === 0 ? <p class="quiet">No attributes.</p> : (
    <dl class="facts attributes">
      {entries.map(([name, value]) => <Entry key={name} name={name} value={text(value)} />)}
    </dl>
  );
}

const Entry = ({ name, value }: { name: string; value: string }) => (
  <>
    <dt class="mono break">{name}</dt>
    <dd class={value === "hidden" && name.startsWith("edgevoice.pii.") ? "mono quiet" : "mono"}>{value}</dd>
  </>
);
