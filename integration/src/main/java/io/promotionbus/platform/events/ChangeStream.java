package io.promotionbus.platform.events;

import io.promotionbus.platform.Changes;
import io.promotionbus.platform.persistence.ChangeEvent;
import io.promotionbus.platform.persistence.JdbcChanges;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One reader. Changes wait in a bounded queue; a reader too slow for it loses them, is told {@code reset} and fetches its
 * lists again, instead of holding memory or other readers up.
 */
final class ChangeStream {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStream.class);
    private static final int QUEUE = 256;
    private static final int REPLAY = 1_000;
    private static final ChangeEvent END = new ChangeEvent(Long.MAX_VALUE, Changes.Kind.BOARD, "", 0);

    private final BlockingQueue<ChangeEvent> queue = new ArrayBlockingQueue<>(QUEUE);
    private final SseEmitter emitter;
    private final Set<Changes.Kind> visible;
    private final JdbcChanges changes;
    private final Duration heartbeat;
    private volatile boolean overrun;
    private volatile boolean ended;
    private long sent;

    ChangeStream(SseEmitter emitter, Set<Changes.Kind> visible, JdbcChanges changes, Duration heartbeat) {
        this.emitter = emitter;
        this.visible = visible;
        this.changes = changes;
        this.heartbeat = heartbeat;
    }

    void offer(ChangeEvent change) {
        if (visible.contains(change.kind()) && !queue.offer(change)) {
            overrun = true;
        }
    }

    void end() {
        ended = true;
        if (!queue.offer(END)) {
            LOG.debug("A full stream ends at its next event");
        }
    }

    /** Runs on the stream's own thread until the reader goes away or the replica stops. */
    void pump(@Nullable Long lastEventId) {
        try {
            begin(lastEventId);
            while (!ended) {
                ChangeEvent next = queue.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                if (overrun) {
                    overrun = false;
                    queue.clear();
                    reset();
                } else if (next == null) {
                    emitter.send(SseEmitter.event().id(String.valueOf(sent)).comment("heartbeat"));
                } else if (!next.equals(END)) {
                    send(next);
                }
            }
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("An event reader went away", gone);
        } catch (RuntimeException e) {
            LOG.debug("An event stream ends, the reader connects again", e);
            emitter.completeWithError(e);
        }
    }

    /** The stream is already registered with the tail, so nothing falls between the replay and the queue. */
    private void begin(@Nullable Long lastEventId) throws IOException {
        if (lastEventId == null) {
            sent = changes.newest();
            emitter.send(SseEmitter.event().id(String.valueOf(sent)).comment("ready"));
            return;
        }
        List<ChangeEvent> missed = changes.keepsAfter(lastEventId) ? changes.after(lastEventId, REPLAY) : List.of();
        if (!changes.keepsAfter(lastEventId) || missed.size() == REPLAY) {
            reset();
            return;
        }
        sent = lastEventId;
        emitter.send(SseEmitter.event().id(String.valueOf(sent)).comment("resumed"));
        for (ChangeEvent change : missed) {
            if (visible.contains(change.kind())) {
                send(change);
            }
        }
    }

    private void send(ChangeEvent change) throws IOException {
        if (change.seq() <= sent) {
            return;
        }
        sent = change.seq();
        emitter.send(SseEmitter.event()
                .id(String.valueOf(change.seq()))
                .name(change.kind().slug())
                .data(
                        Map.of("kind", change.kind().slug(), "id", change.id(), "version", change.version()),
                        MediaType.APPLICATION_JSON));
    }

    private void reset() throws IOException {
        sent = changes.newest();
        emitter.send(
                SseEmitter.event().id(String.valueOf(sent)).name("reset").data(Map.of(), MediaType.APPLICATION_JSON));
    }
}
