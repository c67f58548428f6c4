const escape = (value) => String(value).replace(/[\\"\n]/g, (c) => (c === "\n" ? "\\n" : `\\${c}`));
const labelText = (labels) => Object.entries(labels).map(([name, value]) => `${name}="${escape(value)}"`).join(",");

/** Counters, gauges and histograms in the Prometheus text format. */
export class Registry {
  #metrics = [];

  /** @param {Record<string, string>} constant labels of every series */
  constructor(constant) {
    this.constant = constant;
  }

  #add(metric) {
    this.#metrics.push(metric);
    return metric;
  }

  counter(name, help) {
    return this.#add(new Series(name, help, "counter"));
  }

  /** @param {() => number} [read] called at each scrape */
  gauge(name, help, read) {
    return this.#add(new Series(name, help, "gauge", read));
  }

  /** @param {number[]} bounds upper bounds, ascending */
  histogram(name, help, bounds) {
    return this.#add(new Histogram(name, help, bounds));
  }

  render() {
    const lines = [];
    for (const metric of this.#metrics) {
      lines.push(`# HELP ${metric.name} ${metric.help}`, `# TYPE ${metric.name} ${metric.type}`);
      for (const [suffix, labels, value] of metric.samples()) lines.push(`${metric.name}${suffix}{${labelText({ ...this.constant, ...labels })}} ${value}`);
    }
    return `${lines.join("\n")}\n`;
  }
}

class Series {
  #values = new Map();

  constructor(name, help, type, read) {
    Object.assign(this, { name, help, type, read });
  }

  /** One series, to be counted up directly on hot paths. @returns {{ value: number }} */
  of(labels = {}) {
    const key = labelText(labels);
    if (!this.#values.has(key)) this.#values.set(key, { labels, value: 0 });
    return this.#values.get(key);
  }

  inc(labels = {}, by = 1) {
    this.of(labels).value += by;
  }

  dec(labels = {}) {
    this.inc(labels, -1);
  }

  samples() {
    if (this.read) return [["", {}, this.read()]];
    if (this.#values.size === 0) return [["", {}, 0]];
    return [...this.#values.values()].map(({ labels, value }) => ["", labels, value]);
  }
}

class Histogram {
  type = "histogram";
  #sum = 0;
  #count = 0;
  #buckets;

  constructor(name, help, bounds) {
    Object.assign(this, { name, help, bounds });
    this.#buckets = bounds.map(() => 0);
  }

  observe(value) {
    this.#sum += value;
    this.#count++;
    this.bounds.forEach((bound, i) => value <= bound && this.#buckets[i]++);
  }

  samples() {
    const buckets = this.bounds.map((bound, i) => ["_bucket", { le: bound }, this.#buckets[i]]);
    return [...buckets, ["_bucket", { le: "+Inf" }, this.#count], ["_sum", {}, this.#sum], ["_count", {}, this.#count]];
  }
}
