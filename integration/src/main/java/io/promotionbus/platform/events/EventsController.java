package io.promotionbus.platform.events;

import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.persistence.JdbcChanges;
import io.promotionbus.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@Tag(name = "Events")
class EventsController {

    /** After that the browser connects again and is authenticated anew. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final JdbcChanges changes;
    private final ChangeTail tail;
    private final Duration heartbeat;

    EventsController(JdbcChanges changes, ChangeTail tail, @Value("${bus.events.heartbeat:15s}") Duration heartbeat) {
        this.changes = changes;
        this.tail = tail;
        this.heartbeat = heartbeat;
    }

    @GetMapping(path = "/api/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "What changed, as server-sent events; fetch lists again after `reset`", operationId = "events")
    ResponseEntity<SseEmitter> events(
            Requester requester,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        Long resumeAfter = sequence(lastEventId);
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        ChangeStream stream = new ChangeStream(emitter, visibleTo(requester), changes, heartbeat);
        Runnable leave = () -> {
            tail.remove(stream);
            stream.end();
        };
        emitter.onCompletion(leave);
        emitter.onTimeout(leave);
        emitter.onError(gone -> leave.run());
        tail.add(stream);
        Thread.ofVirtual().name("events-" + requester.username()).start(() -> stream.pump(resumeAfter));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }

    private static @Nullable Long sequence(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(lastEventId);
        } catch (NumberFormatException notOurs) {
            throw ProblemException.badRequest("Last-Event-ID");
        }
    }

    /** As in the table of roles: deliveries and audit are for operators and auditors. */
    private static Set<Changes.Kind> visibleTo(Requester requester) {
        return requester.has("operator") || requester.has("auditor")
                ? EnumSet.allOf(Changes.Kind.class)
                : EnumSet.complementOf(EnumSet.of(Changes.Kind.DELIVERY, Changes.Kind.AUDIT));
    }
}
