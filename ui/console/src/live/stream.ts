import { eventKinds, type LiveEvent, parseEvent } from './events';

export type Connection = 'connecting' | 'live' | 'lost';

/** The part of EventSource that is used; a test brings its own. */
export interface Source {
  readonly readyState: number;
  addEventListener(type: string, listener: (event: { data?: unknown }) => void): void;
  close(): void;
}

export interface StreamListener {
  onConnection(connection: Connection): void;
  onEvent(event: LiveEvent): void;
  /** Something may have been missed: whatever is on screen must be read again. */
  onGap(): void;
}

const CLOSED = 2;
const RETRY_MS = [500, 1000, 2000, 5000, 10_000] as const;
/** How long the browser may take to resume a stream before the page says that it is lost. */
export const PATIENCE_MS = 6000;
/** Longer than two heartbeats: then the connection is dead, whatever the browser believes. */
export const SILENCE_MS = 40_000;

/**
 * One event stream: list, then watch. While its connection object lives the browser resumes with Last-Event-ID by
 * itself, and the server answers `reset` if it cannot; where we had to open a new one, everything is read again.
 */
export class EventStream {
  #source: Source | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #attempt = 0;
  #reopened: boolean;
  /** Heartbeats may be comments, which a browser hides; silence only counts once a visible one was seen. */
  #beats = false;

  constructor(
    private readonly connect: () => Source,
    private readonly listener: StreamListener,
    /** Somebody listened before us, so events may have passed in between. */
    tookOver = false,
  ) {
    this.#reopened = tookOver;
  }

  start(): void {
    const source = this.connect();
    this.#source = source;
    const on = (type: string, handle: (data: unknown) => void) =>
      source.addEventListener(type, (event) => {
        if (this.#source === source) handle(event.data);
      });
    on('open', () => this.#opened());
    on('error', () => this.#failed(source));
    on('reset', () => {
      this.#heard();
      this.listener.onGap();
    });
    on('heartbeat', () => {
      this.#beats = true;
      this.#heard();
    });
    for (const kind of eventKinds) {
      on(kind, (data) => {
        this.#heard();
        const event = typeof data === 'string' ? parseEvent(data) : null;
        if (event) this.listener.onEvent(event);
      });
    }
  }

  stop(): void {
    clearTimeout(this.#retry);
    this.#discard();
  }

  /** The device itself says that it has no network: nothing needs to be waited for to know that the stream is lost. */
  offline(): void {
    clearTimeout(this.#retry);
    this.#discard();
    this.#reopened = true;
    this.listener.onConnection('lost');
  }

  online(): void {
    if (this.#source) return;
    clearTimeout(this.#retry);
    this.#attempt = 0;
    this.start();
  }

  #opened(): void {
    clearTimeout(this.#patience);
    this.#attempt = 0;
    this.#heard();
    this.listener.onConnection('live');
    if (this.#reopened) this.listener.onGap();
    this.#reopened = false;
  }

  /** The server ends every stream now and then and the browser comes back: only what lasts is a loss. */
  #failed(source: Source): void {
    if (source.readyState === CLOSED) {
      this.listener.onConnection('lost');
      this.#openAnew();
      return;
    }
    this.listener.onConnection('connecting');
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.listener.onConnection('lost'), PATIENCE_MS);
  }

  #heard(): void {
    clearTimeout(this.#silence);
    if (!this.#beats) return;
    this.#silence = setTimeout(() => {
      this.listener.onConnection('lost');
      this.#openAnew();
    }, SILENCE_MS);
  }

  #openAnew(): void {
    this.#discard();
    this.#reopened = true;
    const wait = RETRY_MS[Math.min(this.#attempt, RETRY_MS.length - 1)] ?? 10_000;
    this.#attempt += 1;
    this.#retry = setTimeout(() => this.start(), wait);
  }

  #discard(): void {
    clearTimeout(this.#patience);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = undefined;
  }
}
