package io.promotionbus.sandbox.cluster.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One watch: turns store events into watch events, with selectors, bookmarks and errors. Where the lines go (an HTTP
 * stream or a WebSocket) is the caller's matter; {@link #start} and all events run on one thread.
 */
final class WatchSession {

    private final ObjectStore store;
    private final ApiPath path;
    private final boolean newEvents;
    private final Predicate<JsonNode> selector;
    private final boolean bookmarks;
    private final boolean sendInitial;
    private final long after;
    private final Consumer<String> out;
    private final Consumer<Runnable> executor;
    private final Runnable end;
    private @Nullable Runnable unsubscribe;
    private long seen;
    private boolean closed;

    /**
     * @param out takes one watch event as a line of JSON
     * @param executor the thread (event loop) on which everything is written
     * @param end ends the stream
     */
    WatchSession(
            ObjectStore store,
            ApiRequest request,
            ApiPath path,
            Consumer<String> out,
            Consumer<Runnable> executor,
            Runnable end) {
        this.store = store;
        this.newEvents = path.type().equals(ResourceTypes.NEW_EVENTS);
        this.path =
                newEvents ? new ApiPath(ResourceTypes.EVENTS, path.namespace(), path.name(), path.subresource()) : path;
        this.selector = Selectors.of(request.parameter("labelSelector"), request.parameter("fieldSelector"));
        this.bookmarks = request.flag("allowWatchBookmarks");
        this.after = ResourceHandler.after(request.query());
        this.sendInitial = request.flag("sendInitialEvents") || after == 0;
        this.out = out;
        this.executor = executor;
        this.end = end;
    }

    void start() {
        try {
            store.locked(() -> {
                long from = after;
                if (sendInitial) {
                    from = store.revision();
                    store.list(path.type(), path.namespace()).stream()
                            .filter(this::concerned)
                            .forEach(object -> write("ADDED", shown(object)));
                    bookmark(from, true);
                }
                seen = from;
                unsubscribe = store.watch(path.type(), from, event -> executor.accept(() -> deliver(event)));
            });
        } catch (ApiException e) {
            fail(e);
        }
    }

    private boolean concerned(JsonNode object) {
        String name = path.name();
        return (path.namespace() == null || path.namespace().equals(Json.namespace(object)))
                && (name == null || name.equals(Json.name(object)))
                && selector.test(object);
    }

    private void deliver(StoreEvent event) {
        if (closed || event.revision() <= seen) {
            return;
        }
        seen = event.revision();
        ObjectNode previous = event.previous();
        boolean before = previous != null && concerned(previous);
        boolean now = event.kind() != StoreEvent.Kind.DELETED && concerned(event.object());
        if (now) {
            write(before ? "MODIFIED" : "ADDED", shown(event));
        } else if (before) {
            write("DELETED", shown(event));
        }
    }

    private String shown(StoreEvent event) {
        return newEvents ? shown(event.object()) : event.json();
    }

    private String shown(ObjectNode object) {
        return Json.write(newEvents ? EventViews.toNew(object) : object);
    }

    /** Tells the client how far it is; also finds out that a client is gone. */
    void bookmark() {
        if (bookmarks && !closed) {
            long revision = store.revision();
            executor.accept(() -> bookmark(revision, false));
        }
    }

    private void bookmark(long revision, boolean endOfInitial) {
        if (!bookmarks) {
            return;
        }
        ObjectNode object = Json.object().put("kind", path.type().kind());
        object.put("apiVersion", path.type().apiVersion());
        ObjectNode metadata = object.putObject("metadata").put("resourceVersion", Long.toString(revision));
        if (endOfInitial) {
            metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
        }
        write("BOOKMARK", Json.write(object));
    }

    private void write(String type, String object) {
        if (!closed) {
            out.accept("{\"type\":\"" + type + "\",\"object\":" + object + "}\n");
        }
    }

    /** Sends an error as the last event. */
    void fail(ApiException error) {
        executor.accept(() -> {
            write("ERROR", Json.write(error.body()));
            stop();
            end.run();
        });
    }

    /** Ends the stream without a word. */
    void drop() {
        executor.accept(() -> {
            stop();
            end.run();
        });
    }

    /** The stream is gone. */
    void stop() {
        closed = true;
        Runnable running = unsubscribe;
        if (running != null) {
            running.run();
        }
    }
}
