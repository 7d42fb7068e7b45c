package io.promotionbus.audit.web;

import io.promotionbus.audit.RouteState;
import io.promotionbus.audit.RouteStates;
import io.promotionbus.audit.SuspendRoute;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/routes")
@PreAuthorize("hasRole('operator')")
@Tag(name = "routes")
class RouteController {

    private static final int MAX_REASON = 500;

    private final RouteStates routes;
    private final SuspendRoute suspendRoute;

    RouteController(RouteStates routes, SuspendRoute suspendRoute) {
        this.routes = routes;
        this.suspendRoute = suspendRoute;
    }

    record RouteReason(@Nullable String reason) {

        String checked() {
            if (reason == null || reason.isBlank() || reason.length() > MAX_REASON) {
                throw ProblemException.badRequest("reason");
            }
            return reason.strip();
        }
    }

    @GetMapping
    @Operation(summary = "Camel routes of this replica with their counters of the last 24 hours", operationId = "listRoutes")
    Page<RouteState> list() {
        return new Page<>(routes.all(), null);
    }

    @PostMapping("/{id}/suspend")
    @Operation(summary = "Suspends a route on every replica", operationId = "suspendRoute")
    RouteState suspend(@PathVariable String id, @RequestBody RouteReason body, Requester requester) {
        find(id);
        return answer(id, suspendRoute.suspend(id, body.checked(), requester));
    }

    @PostMapping("/{id}/resume")
    @Operation(summary = "Resumes a route on every replica", operationId = "resumeRoute")
    RouteState resume(@PathVariable String id, @RequestBody RouteReason body, Requester requester) {
        find(id);
        return answer(id, suspendRoute.resume(id, body.checked(), requester));
    }

    private RouteState answer(String id, SuspendRoute.Result result) {
        return switch (result) {
            case DONE, NOTHING_TO_DO -> find(id);
            case REFUSED -> throw ProblemException.of(409, "conflict", id);
        };
    }

    private RouteState find(String id) {
        return routes.byId(id).orElseThrow(() -> ProblemException.notFound(id));
    }
}
