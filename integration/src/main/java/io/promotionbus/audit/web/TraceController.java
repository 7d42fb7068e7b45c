package io.promotionbus.audit.web;

import io.promotionbus.audit.TraceStep;
import io.promotionbus.audit.TraceSteps;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@PreAuthorize("hasAnyRole('operator', 'auditor')")
@Tag(name = "Audit")
class TraceController {

    private static final Set<String> OUTCOMES = Set.of("ok", "failed", "retried");

    private final TraceSteps trace;

    TraceController(TraceSteps trace) {
        this.trace = trace;
    }

    record StepView(
            String correlation,
            String route,
            String step,
            Instant startedAt,
            double durationMs,
            String outcome,
            @Nullable String detail) {

        static StepView of(TraceStep step) {
            return new StepView(
                    step.correlation(),
                    step.route(),
                    step.step(),
                    step.startedAt(),
                    step.durationMicros() / 1_000.0,
                    step.outcome(),
                    step.detail());
        }
    }

    /** {@code dropped} counts the steps this replica could not keep since it started. */
    record Trace(List<StepView> items, @Nullable String next, long dropped) {

        static Trace of(List<TraceStep> steps, long dropped) {
            return new Trace(steps.stream().map(StepView::of).toList(), null, dropped);
        }
    }

    @GetMapping("/api/trace")
    @Operation(summary = "Route steps, newest first", operationId = "searchTrace")
    Trace search(
            @RequestParam(required = false) @Nullable String correlation,
            @RequestParam(required = false) @Nullable String route,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (outcome != null && !OUTCOMES.contains(outcome)) {
            throw ProblemException.badRequest("outcome");
        }
        TraceSteps.Search search = new TraceSteps.Search(
                AuditQuery.text("correlation", correlation),
                AuditQuery.text("route", route),
                outcome,
                AuditQuery.time("from", from),
                AuditQuery.time("to", to));
        int size = Cursor.limit(limit);
        Page<TraceSteps.Found> page = Page.cut(
                trace.search(search, position(cursor), size + 1),
                size,
                found -> found.position().startedAt() + " " + found.position().id());
        return new Trace(
                page.items().stream().map(found -> StepView.of(found.step())).toList(), page.next(), trace.dropped());
    }

    private static TraceSteps.@Nullable Position position(@Nullable String cursor) {
        String key = Cursor.decode(cursor);
        if (key == null) {
            return null;
        }
        try {
            int space = key.indexOf(' ');
            return new TraceSteps.Position(
                    Instant.parse(key.substring(0, space)), Long.parseLong(key.substring(space + 1)));
        } catch (RuntimeException notOurs) {
            throw ProblemException.badRequest("cursor");
        }
    }
}
