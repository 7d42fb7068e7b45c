import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeEventSource } from '../testing/event-source';
import { parseEvent, staleKeys } from './events';
import { EventStream, PATIENCE_MS, SILENCE_MS } from './stream';

const listener = { onConnection: vi.fn(), onEvent: vi.fn(), onGap: vi.fn() };
const started = (tookOver = false) => {
  const stream = new EventStream(() => new FakeEventSource(), listener, tookOver);
  stream.start();
  return { stream, source: FakeEventSource.latest() };
};

describe('EventStream', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.clearAllMocks();
    return () => vi.useRealTimers();
  });

  it('is live once open and passes events on', () => {
    const { source } = started();
    source.open();
    source.emit('approval', '{"kind":"approval","id":"7","version":2}');
    expect(listener.onConnection).toHaveBeenLastCalledWith('live');
    expect(listener.onEvent).toHaveBeenCalledExactlyOnceWith({ kind: 'approval', id: '7' });
    expect(listener.onGap).not.toHaveBeenCalled();
  });

  it('does not call a short interruption a loss: the browser resumes by itself', () => {
    const { source } = started();
    source.open();
    source.fail(false);
    expect(listener.onConnection).toHaveBeenLastCalledWith('connecting');
    source.open();
    vi.advanceTimersByTime(PATIENCE_MS * 2);
    expect(listener.onConnection).not.toHaveBeenCalledWith('lost');
    expect(listener.onGap).not.toHaveBeenCalled();
  });

  it('says lost when an interruption lasts', () => {
    const { source } = started();
    source.open();
    source.fail(false);
    vi.advanceTimersByTime(PATIENCE_MS);
    expect(listener.onConnection).toHaveBeenLastCalledWith('lost');
  });

  it('believes the device that the network is gone, and that it is back', () => {
    const { stream, source } = started();
    source.open();
    stream.offline();
    expect(listener.onConnection).toHaveBeenLastCalledWith('lost');
    expect(source.readyState).toBe(2);
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.latest()).toBe(source);
    stream.online();
    FakeEventSource.latest().open();
    expect(listener.onConnection).toHaveBeenLastCalledWith('live');
    expect(listener.onGap).toHaveBeenCalledOnce();
  });

  it('reads everything again after it had to open a new stream', () => {
    const { source } = started();
    source.open();
    source.fail(true);
    expect(listener.onConnection).toHaveBeenLastCalledWith('lost');
    vi.advanceTimersByTime(500);
    const second = FakeEventSource.latest();
    expect(second).not.toBe(source);
    second.open();
    expect(listener.onGap).toHaveBeenCalledOnce();
  });

  it('waits longer from failure to failure and starts over after success', () => {
    started();
    for (const wait of [500, 1000, 2000, 5000, 10_000, 10_000]) {
      const before = FakeEventSource.opened.length;
      FakeEventSource.latest().fail(true);
      vi.advanceTimersByTime(wait - 1);
      expect(FakeEventSource.opened.length).toBe(before);
      vi.advanceTimersByTime(1);
      expect(FakeEventSource.opened.length).toBe(before + 1);
    }
    FakeEventSource.latest().open();
    FakeEventSource.latest().fail(true);
    const before = FakeEventSource.opened.length;
    vi.advanceTimersByTime(500);
    expect(FakeEventSource.opened.length).toBe(before + 1);
  });

  it('reads everything again when the server says so', () => {
    const { source } = started();
    source.open();
    source.emit('reset');
    expect(listener.onGap).toHaveBeenCalledOnce();
  });

  it('reads everything again when another tab listened before', () => {
    started(true).source.open();
    expect(listener.onGap).toHaveBeenCalledOnce();
  });

  it('notices a connection that went silent, once it has heard a heartbeat', () => {
    const { source } = started();
    source.open();
    vi.advanceTimersByTime(SILENCE_MS * 2);
    expect(listener.onConnection).not.toHaveBeenCalledWith('lost');
    source.emit('heartbeat');
    vi.advanceTimersByTime(SILENCE_MS);
    expect(listener.onConnection).toHaveBeenLastCalledWith('lost');
  });

  it('is quiet after it was stopped', () => {
    const { stream, source } = started();
    source.open();
    stream.stop();
    const before = FakeEventSource.opened.length;
    source.fail(true);
    vi.advanceTimersByTime(60_000);
    expect(FakeEventSource.opened.length).toBe(before);
  });
});

describe('parseEvent', () => {
  it.each(['', 'null', '[]', '{"kind":"weather"}', '{"id":1}'])('takes %j for nothing', (data) => {
    expect(parseEvent(data)).toBeNull();
  });
});

it('an approval makes its page, the lists and the board stale, and no list that is read row by row', () => {
  const keys = staleKeys({ kind: 'approval', id: '7' }).map((key) => key.join(' '));
  expect(keys).toContain('approval 7');
  expect(keys).toContain('board');
  expect(staleKeys({ kind: 'audit', id: '' }).flat()).not.toContain('audit');
  expect(staleKeys({ kind: 'delivery', id: '1' }).flat()).not.toContain('deliveries');
});
