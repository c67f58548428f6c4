import type { Series } from "../api/types";
import { counted } from "../ui/format";
import { inUnit } from "./units";

/** The histogram over the chosen time: one bar per bucket, the empty ones at either end left out. */
export function Buckets({ buckets, unit }: { buckets: Series["buckets"]; unit: string }) {
  const first = Math.max(0, buckets.findIndex((bucket) => bucket.count > 0) - 1);
  const last = buckets.findLastIndex((bucket) => bucket.count > 0) + 1;
  const shown = buckets.slice(first, last + 1);
  const top = Math.max(1, ...shown.map((bucket) => bucket.count));
  const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
  const name = (index: number) => {
    const upTo = shown[index]?.upTo ?? null;
    return upTo === null ? `over ${inUnit(shown[index - 1]?.upTo ?? 0, unit)}` : `to ${inUnit(upTo, unit)}`;
  };
  return (
    <figure class="buckets" aria-label={`Histogram of ${counted(total, "value")}`} role="group">
      {shown.map((bucket, index) => (
        <div key={index} class="bucket" title={`${name(index)}: ${bucket.count}`}>
          <span class="bucket-name quiet">{name(index)}</span>
          <span class="bucket-track"><span class="bucket-bar" style={{ width: `${(bucket.count / top) * 100}%` }} /></span>
          <span class="bucket-count">{bucket.count}</span>
        </div>
      ))}
      <figcaption class="quiet small">n {total}</figcaption>
    </figure>
  );
}
