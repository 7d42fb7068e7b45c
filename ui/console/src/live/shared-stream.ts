import type { LiveEvent } from './events';
import { type Connection, EventStream, type StreamListener } from './stream';

type Message =
  | { type: 'connection'; connection: Connection }
  | { type: 'event'; event: LiveEvent }
  | { type: 'gap' }
  | { type: 'hello' };

const NAME = 'promotion-bus.events';

/**
 * One stream per browser: the tab that holds the lock reads it and tells the others; when it closes, the next takes
 * over. A browser without locks reads one per tab.
 */
export function shareStream(listener: StreamListener): () => void {
  const open = () => new EventSource('/api/events');
  if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) {
    return run(new EventStream(open, listener));
  }

  const channel = new BroadcastChannel(NAME);
  const end = new AbortController();
  let connection: Connection = 'connecting';
  let leading = false;
  const post = (message: Message) => channel.postMessage(message);

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.type === 'hello') {
      if (leading) post({ type: 'connection', connection });
    } else if (data.type === 'connection') {
      connection = data.connection;
      listener.onConnection(connection);
    }
    else if (data.type === 'event') listener.onEvent(data.event);
    else listener.onGap();
  };
  post({ type: 'hello' });

  void navigator.locks
    .request(NAME, { signal: end.signal }, async () => {
      leading = true;
      const sharing: StreamListener = {
        onConnection: (next) => {
          connection = next;
          listener.onConnection(next);
          post({ type: 'connection', connection: next });
        },
        onEvent: (event) => {
          listener.onEvent(event);
          post({ type: 'event', event });
        },
        onGap: () => {
          listener.onGap();
          post({ type: 'gap' });
        },
      };
      const stream = new EventStream(open, sharing, connection !== 'connecting');
      const stop = run(stream);
      await new Promise<void>((resolve) => end.signal.addEventListener('abort', () => resolve()));
      stop();
    })
    .catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
    });

  return () => {
    end.abort();
    channel.close();
  };
}

/** Starts it and tells it when the device loses its network and has it again. */
function run(stream: EventStream): () => void {
  const offline = () => stream.offline();
  const online = () => stream.online();
  addEventListener('offline', offline);
  addEventListener('online', online);
  stream.start();
  return () => {
    removeEventListener('offline', offline);
    removeEventListener('online', online);
    stream.stop();
  };
}
