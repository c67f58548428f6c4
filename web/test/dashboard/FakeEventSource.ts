/** The server's side of `/api/events` in tests: the browser's EventSource, with the events in the test's hand. */
export class FakeEventSource extends EventTarget {
  static readonly CLOSED = 2;
  static readonly all: FakeEventSource[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(readonly url: string) {
    super();
    FakeEventSource.all.push(this);
  }

  static send(type: string, value: unknown): void {
    this.all.at(-1)!.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(value) }));
  }

  static break(): void {
    this.all.at(-1)!.onerror?.();
  }

  static open(): void {
    this.all.at(-1)!.onopen?.();
  }
}
