package io.promotionbus.promotion.web;

import io.promotionbus.audit.Actor;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import io.promotionbus.promotion.BreakGlass;
import io.promotionbus.promotion.LaneRef;
import io.promotionbus.promotion.OrderPromotion;
import io.promotionbus.promotion.OrderPromotion.Answer;
import io.promotionbus.promotion.OrderPromotion.Order;
import io.promotionbus.promotion.PromotionList;
import io.promotionbus.promotion.Promotions.Kind;
import io.promotionbus.promotion.RetryPromotion;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "promotions")
class PromotionController {

    private static final int MAX_NAME = 253;

    private final PromotionList promotions;
    private final OrderPromotion orders;
    private final RetryPromotion retries;
    private final BreakGlass breakGlass;

    PromotionController(
            PromotionList promotions, OrderPromotion orders, RetryPromotion retries, BreakGlass breakGlass) {
        this.promotions = promotions;
        this.orders = orders;
        this.retries = retries;
        this.breakGlass = breakGlass;
    }

    record OrderRequest(
            @Nullable String project,
            @Nullable String stage,
            @Nullable String freight,
            @Nullable String reason) {}

    record RetryRequest(@Nullable String reason) {}

    @GetMapping("/api/promotions")
    @Operation(summary = "Promotions, newest first", operationId = "listPromotions")
    Page<PromotionResponse> list(
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable String freight,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Cursor.limit(limit);
        PromotionList.Filter filter = new PromotionList.Filter(project, stage, freight);
        return Page.cut(
                        promotions.newest(filter, before(cursor), size + 1),
                        size,
                        promotion -> promotion.id().toString())
                .map(PromotionResponse::of);
    }

    @PostMapping("/api/promotions")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasRole('operator')")
    @Operation(summary = "Promotes to a stage that needs no decision", operationId = "startPromotion")
    PromotionResponse start(@RequestBody OrderRequest request, Requester requester) {
        return answer(orders.place(order(request, requester, Kind.MANUAL)));
    }

    @PostMapping("/api/promotions/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasRole('operator')")
    @Operation(summary = "Tries a failed promotion again", operationId = "retryPromotion")
    PromotionResponse retry(@PathVariable UUID id, @RequestBody RetryRequest request, Requester requester) {
        String reason = RequestText.reason(request.reason());
        return switch (retries.retry(id, Actor.Person.of(requester), reason)) {
            case RetryPromotion.Answer.Accepted accepted -> PromotionResponse.of(accepted.promotion());
            case RetryPromotion.Answer.Unknown unknown -> throw ProblemException.notFound("promotion");
            case RetryPromotion.Answer.NothingToRetry nothing -> throw ProblemException.of(409, "nothing-to-retry");
            case RetryPromotion.Answer.Changed changed -> throw ProblemException.of(409, "base-changed");
            case RetryPromotion.Answer.Quarantined quarantined -> throw ProblemException.of(409, "quarantined");
        };
    }

    @PostMapping("/api/break-glass")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasRole('break-glass')")
    @Operation(summary = "Promotes past a decision; loud in audit, mail and board", operationId = "breakGlass")
    PromotionResponse breakGlass(@RequestBody OrderRequest request, Requester requester) {
        return answer(breakGlass.use(order(request, requester, Kind.BREAK_GLASS)));
    }

    private static PromotionResponse answer(Answer answer) {
        return switch (answer) {
            case Answer.Accepted accepted -> PromotionResponse.of(accepted.promotion());
            case Answer.Unknown unknown -> throw ProblemException.notFound(unknown.what());
            case Answer.NeedsApproval gated -> throw ProblemException.of(409, "needs-approval");
            case Answer.Quarantined quarantined ->
                throw ProblemException.of(409, "quarantined")
                        .with("quarantine", quarantined.quarantine().toString());
            case Answer.NotAvailable absent -> throw ProblemException.of(409, "not-available");
            case Answer.NotManaged unmanaged -> throw ProblemException.of(409, "not-managed");
            case Answer.AlreadyUnderWay busy ->
                throw ProblemException.of(409, "already-under-way")
                        .with("promotion", busy.attempt().toString());
        };
    }

    private static Order order(OrderRequest request, Requester requester, Kind kind) {
        LaneRef lane = new LaneRef(
                RequestText.required("project", request.project(), MAX_NAME),
                RequestText.required("stage", request.stage(), MAX_NAME));
        return new Order(
                lane,
                RequestText.required("freight", request.freight(), MAX_NAME),
                kind,
                Actor.Person.of(requester),
                List.of(requester.username()),
                RequestText.reason(request.reason()));
    }

    private static @Nullable UUID before(@Nullable String cursor) {
        String decoded = Cursor.decode(cursor);
        try {
            return decoded == null ? null : UUID.fromString(decoded);
        } catch (IllegalArgumentException foreign) {
            throw ProblemException.badRequest("cursor");
        }
    }
}
