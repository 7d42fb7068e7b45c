package io.promotionbus.audit.web;

import io.promotionbus.audit.RouteState;
import io.promotionbus.audit.RouteStates;
import io.promotionbus.audit.SuspendRoute;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/routes")
@PreAuthorize("hasRole('operator')")
@Tag(name = "routes")
class RouteController {

    private final RouteStates routes;
    private final SuspendRoute suspendRoute;

    RouteController(RouteStates routes, SuspendRoute suspendRoute) {
        this.routes = routes;
        this.suspendRoute = suspendRoute;
    }

    record RouteReason(@Nullable String reason) {}

    @GetMapping
    @Operation(
            summary = "Camel routes of this replica with their counters of the last 24 hours",
            operationId = "listRoutes")
    Page<RouteState> list(
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String after = Cursor.decode(cursor);
        List<RouteState> rows = routes.all().stream()
                .filter(route -> after == null || route.id().compareTo(after) > 0)
                .limit(size + 1L)
                .toList();
        return Page.cut(rows, size, RouteState::id);
    }

    @PostMapping("/{id}/suspend")
    @Operation(summary = "Suspends a route on every replica", operationId = "suspendRoute")
    RouteState suspend(@PathVariable String id, @RequestBody RouteReason body, Requester requester) {
        find(id);
        return answer(id, suspendRoute.suspend(id, RequestText.reason(body.reason()), requester));
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Resumes a route on every replica", operationId = "resumeRoute")
    RouteState resume(@PathVariable String id, @RequestBody RouteReason body, Requester requester) {
        find(id);
        return answer(id, suspendRoute.resume(id, RequestText.reason(body.reason()), requester));
    }

    private RouteState answer(String id, SuspendRoute.Result result) {
        // The answer shows the route as it is now; the other replicas follow the signal.
        if (result == SuspendRoute.Result.DONE) {
            routes.follow();
        }
        return switch (result) {
            case DONE, NOTHING_TO_DO -> find(id);
            case REFUSED -> throw ProblemException.of(409, "conflict", id);
        };
    }

    private RouteState find(String id) {
        return routes.byId(id).orElseThrow(() -> ProblemException.notFound(id));
    }
}
