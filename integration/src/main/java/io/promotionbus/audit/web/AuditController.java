package io.promotionbus.audit.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.audit.AuditEvent;
import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditFilter;
import io.promotionbus.audit.EventJson;
import io.promotionbus.audit.Head;
import io.promotionbus.audit.Seals;
import io.promotionbus.audit.TraceSteps;
import io.promotionbus.audit.VerifyAudit;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@PreAuthorize("hasAnyRole('operator', 'auditor')")
@Tag(name = "Audit")
class AuditController {

    private final AuditEvents events;
    private final Seals seals;
    private final VerifyAudit verifyAudit;
    private final TraceSteps trace;

    AuditController(AuditEvents events, Seals seals, VerifyAudit verifyAudit, TraceSteps trace) {
        this.events = events;
        this.seals = seals;
        this.verifyAudit = verifyAudit;
        this.trace = trace;
    }

    /** {@code issuer} stands only with persons; {@code name} is absent when it was erased. */
    record ActorView(
            String kind,
            @Nullable String issuer,
            String id,
            @Nullable String name) {}

    record SubjectView(String kind, String id) {}

    /** {@code seq} is absent until the event is sealed, at most a second. */
    record EventView(
            UUID id,
            @Nullable Long seq,
            String at,
            ActorView actor,
            String action,
            SubjectView subject,
            @Nullable String project,
            @Nullable String stage,
            @Nullable String freight,
            @Nullable UUID delivery,
            @Nullable String correlation,
            @Nullable String reason,
            JsonNode before,
            JsonNode after) {

        static EventView of(AuditEvent event) {
            return new EventView(
                    event.id(),
                    event.seq(),
                    EventJson.time(event.at()),
                    new ActorView(event.actorKind(), event.actorIssuer(), event.actorId(), event.actorName()),
                    event.action(),
                    new SubjectView(event.subjectKind(), event.subjectId()),
                    event.project(),
                    event.stage(),
                    event.freight(),
                    event.delivery(),
                    event.correlation(),
                    event.reason(),
                    event.before(),
                    event.after());
        }
    }

    /** With {@code ok} the other fields say how far; without, what is wrong first. */
    record Verification(
            boolean ok,
            @Nullable Long through,
            @Nullable String head,
            @Nullable Instant at,
            @Nullable Long firstBad,
            @Nullable String because) {}

    /** A signed statement; {@code signature} is Ed25519 over the canonical JSON of the other members, base64. */
    record HeadView(long seal, long seq, String hash, String at, String keyId, String signature) {}

    @GetMapping("/api/audit")
    @Operation(summary = "Audit events, newest first", operationId = "listAudit")
    Page<EventView> list(
            @ParameterObject AuditQuery query,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        AuditFilter filter = query.filter();
        int size = Cursor.limit(limit);
        List<AuditEvent> rows = events.page(filter, ascending(order), position(cursor), size + 1);
        return Page.cut(rows.stream().map(EventView::of).toList(), size, event -> event.at() + " " + event.id());
    }

    @GetMapping("/api/audit/verify")
    @Operation(summary = "Recomputes the chain of seals over all events", operationId = "verifyAudit")
    Verification verify() {
        return switch (verifyAudit.verify()) {
            case VerifyAudit.Result.Intact intact ->
                new Verification(true, intact.through(), Head.text(intact.head()), intact.at(), null, null);
            case VerifyAudit.Result.Tampered tampered ->
                new Verification(false, null, null, null, tampered.firstBad(), tampered.because());
        };
    }

    @GetMapping("/api/audit/head")
    @Operation(summary = "The signed end of the chain, to be kept elsewhere", operationId = "auditHead")
    HeadView head() {
        Head head = seals.head().orElseThrow(() -> ProblemException.notFound("head"));
        JsonNode json = head.json();
        return new HeadView(
                head.seal(),
                head.seq(),
                Head.text(head.hash()),
                EventJson.time(head.at()),
                head.keyId(),
                json.path("signature").asText());
    }

    @GetMapping("/api/audit/{id}/trace")
    @Operation(summary = "The route steps behind an event", operationId = "auditTrace")
    TraceController.Trace trace(@PathVariable UUID id) {
        AuditEvent event = events.byId(id).orElseThrow(() -> ProblemException.notFound("event"));
        return TraceController.Trace.of(
                event.correlation() == null ? List.of() : trace.of(event.correlation()), trace.dropped());
    }

    static boolean ascending(@Nullable String order) {
        if (order == null || "desc".equals(order)) {
            return false;
        }
        if ("asc".equals(order)) {
            return true;
        }
        throw ProblemException.badRequest("order");
    }

    private static AuditEvents.@Nullable Position position(@Nullable String cursor) {
        String key = Cursor.decode(cursor);
        if (key == null) {
            return null;
        }
        try {
            int space = key.indexOf(' ');
            return new AuditEvents.Position(
                    Instant.parse(key.substring(0, space)), UUID.fromString(key.substring(space + 1)));
        } catch (RuntimeException notOurs) {
            throw ProblemException.badRequest("cursor");
        }
    }
}
