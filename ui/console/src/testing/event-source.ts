type Listener = (event: { data?: unknown }) => void;

/** An event stream a test speaks into. */
export class FakeEventSource {
  static readonly opened: FakeEventSource[] = [];
  readyState = 0;
  #listeners = new Map<string, Listener[]>();

  constructor(readonly url = '') {
    FakeEventSource.opened.push(this);
  }

  static latest(): FakeEventSource {
    const last = FakeEventSource.opened[FakeEventSource.opened.length - 1];
    if (!last) throw new Error('no stream was opened');
    return last;
  }

  addEventListener(type: string, listener: Listener): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  close(): void {
    this.readyState = 2;
  }

  open(): void {
    this.readyState = 1;
    this.emit('open');
  }

  /** The connection broke; `gone` when the browser has given up on it. */
  fail(gone: boolean): void {
    this.readyState = gone ? 2 : 0;
    this.emit('error');
  }

  emit(type: string, data?: unknown): void {
    for (const listener of this.#listeners.get(type) ?? []) listener({ data });
  }
}
