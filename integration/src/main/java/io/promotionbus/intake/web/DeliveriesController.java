package io.promotionbus.intake.web;

import io.promotionbus.audit.TraceStep;
import io.promotionbus.audit.TraceSteps;
import io.promotionbus.intake.DeliveryFilter;
import io.promotionbus.intake.DeliveryRecord;
import io.promotionbus.intake.DeliveryRecords;
import io.promotionbus.intake.RedriveDelivery;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The deliveries for operators and auditors. */
@RestController
@RequestMapping("/api/deliveries")
@Tag(name = "deliveries")
class DeliveriesController {

    private final DeliveryRecords records;
    private final RedriveDelivery redrive;
    private final TraceSteps trace;

    DeliveriesController(DeliveryRecords records, RedriveDelivery redrive, TraceSteps trace) {
        this.records = records;
        this.redrive = redrive;
        this.trace = trace;
    }

    @GetMapping
    @PreAuthorize("hasAnyRole('operator', 'auditor')")
    @Operation(summary = "Webhook requests, newest first", operationId = "listDeliveries")
    Page<DeliveryResponse> list(
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable String event,
            @RequestParam(required = false) @Nullable String repository,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        DeliveryFilter filter = new DeliveryQuery(status, source, event, repository, from, to, q, null).filter("");
        int count = Cursor.limit(limit);
        List<DeliveryRecord> rows = records.list(filter, ascending(order), after(cursor), count + 1);
        return Page.cut(rows, count, record -> record.id().toString()).map(DeliveryResponse::item);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyRole('operator', 'auditor')")
    @Operation(summary = "One webhook request with headers and body", operationId = "readDelivery")
    DeliveryResponse read(@PathVariable UUID id) {
        return records.byId(id).map(DeliveryResponse::whole).orElseThrow(() -> ProblemException.notFound("delivery"));
    }

    @GetMapping("/{id}/trace")
    @PreAuthorize("hasAnyRole('operator', 'auditor')")
    @Operation(summary = "Route steps of a delivery", operationId = "traceDelivery")
    Trace trace(@PathVariable UUID id) {
        DeliveryRecord record = records.byId(id).orElseThrow(() -> ProblemException.notFound("delivery"));
        return new Trace(trace.of(record.correlation()).stream().map(Step::of).toList(), trace.dropped());
    }

    @PostMapping("/{id}/redrive")
    @PreAuthorize("hasRole('operator')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Processes a delivery again", operationId = "redriveDelivery")
    void redrive(@PathVariable UUID id, @RequestBody RedriveOne request, Requester requester) {
        String reason = RequestText.reason(request.reason());
        switch (redrive.one(id, reason, requester)) {
            case UNKNOWN -> throw ProblemException.notFound("delivery");
            case ALREADY_DONE -> throw ProblemException.of(409, "already-done");
            case BODY_GONE -> throw ProblemException.of(409, "body-gone");
            case DUE -> {
                // 202 and nothing to say
            }
        }
    }

    @PostMapping("/redrive")
    @PreAuthorize("hasRole('operator')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Processes many deliveries again", operationId = "redriveDeliveries")
    Count redriveAll(@RequestBody RedriveMany request, Requester requester) {
        String reason = RequestText.reason(request.reason());
        DeliveryQuery query = request.filter() == null ? DeliveryQuery.none() : request.filter();
        DeliveryFilter filter = query.filter("filter.");
        return new Count(redrive.all(filter, reason, requester));
    }

    private static boolean ascending(@Nullable String order) {
        return switch (order == null ? "desc" : order) {
            case "asc" -> true;
            case "desc" -> false;
            default -> throw ProblemException.badRequest("order");
        };
    }

    private static @Nullable UUID after(@Nullable String cursor) {
        String key = Cursor.decode(cursor);
        try {
            return key == null ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest("cursor");
        }
    }

    record RedriveOne(@Nullable String reason) {}

    record RedriveMany(
            @Nullable DeliveryQuery filter, @Nullable String reason) {}

    record Count(int count) {}

    /** {@code dropped} counts the steps this replica could not keep since it started. */
    record Trace(List<Step> items, long dropped) {}

    record Step(
            String route,
            String step,
            Instant startedAt,
            double durationMs,
            String outcome,
            @Nullable String detail) {
        static Step of(TraceStep step) {
            return new Step(
                    step.route(),
                    step.step(),
                    step.startedAt(),
                    step.durationMicros() / 1_000.0,
                    step.outcome(),
                    step.detail());
        }
    }
}
