package io.promotionbus.rollback.web;

import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.web.PromotionResponse;
import io.promotionbus.rollback.ResumeStage;
import io.promotionbus.rollback.RollBackByHand;
import io.promotionbus.rollback.RollBackByHand.Result;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "rollbacks")
class RollbackController {

    private static final int MAX_NAME = 253;

    private final RollBackByHand rollBack;
    private final ResumeStage resume;

    RollbackController(RollBackByHand rollBack, ResumeStage resume) {
        this.rollBack = rollBack;
        this.resume = resume;
    }

    record RollbackRequest(
            @Nullable String project,
            @Nullable String stage,
            @Nullable String reason,
            @Nullable String to) {}

    record ResumeRequest(@Nullable String reason) {}

    @PostMapping("/api/rollbacks")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasRole('operator')")
    @Operation(summary = "Returns a stage to an earlier verified Freight", operationId = "startRollback")
    PromotionResponse start(@RequestBody RollbackRequest request, Requester requester) {
        LaneRef lane = new LaneRef(
                RequestText.required("project", request.project(), MAX_NAME),
                RequestText.required("stage", request.stage(), MAX_NAME));
        String to = request.to() == null ? null : RequestText.required("to", request.to(), MAX_NAME);
        String reason = RequestText.reason(request.reason());
        return switch (rollBack.roll(lane, to, reason, requester)) {
            case Result.Accepted accepted -> PromotionResponse.of(accepted.promotion());
            case Result.Unknown unknown -> throw ProblemException.notFound(unknown.what());
            case Result.NoTarget none -> throw ProblemException.of(409, "no-target");
            case Result.NotManaged unmanaged -> throw ProblemException.of(409, "not-managed");
            case Result.UnderWay busy ->
                throw ProblemException.of(409, "already-under-way")
                        .with("promotion", busy.attempt().toString());
        };
    }

    @PostMapping("/api/stages/{project}/{stage}/resume")
    @PreAuthorize("hasRole('operator')")
    @Operation(summary = "Lifts a broken rollback loop and Kargo's hold", operationId = "resumeStage")
    void resume(
            @PathVariable String project,
            @PathVariable String stage,
            @RequestBody ResumeRequest request,
            Requester requester) {
        String reason = RequestText.reason(request.reason());
        if (!resume.resume(new LaneRef(project, stage), reason, requester)) {
            throw ProblemException.notFound("stage");
        }
    }
}
