package io.promotionbus.policy.web;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.FreezeRecords;
import io.promotionbus.policy.LiftFreeze;
import io.promotionbus.policy.SetFreeze;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
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

@RestController
@Tag(name = "freezes")
@RequestMapping("/api/freezes")
class FreezeController {

    private final FreezeRecords freezes;
    private final SetFreeze setFreeze;
    private final LiftFreeze liftFreeze;
    private final BusinessClock clock;

    FreezeController(FreezeRecords freezes, SetFreeze setFreeze, LiftFreeze liftFreeze, BusinessClock clock) {
        this.freezes = freezes;
        this.setFreeze = setFreeze;
        this.liftFreeze = liftFreeze;
        this.clock = clock;
    }

    record SetFreezeRequest(
            @Nullable String project,
            @Nullable String stage,
            @Nullable String reason,
            @Nullable Instant until) {}

    record LiftFreezeRequest(@Nullable String reason) {}

    @GetMapping
    @Operation(summary = "Freezes in force, or all", operationId = "listFreezes")
    Page<Freeze> list(
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Cursor.limit(limit);
        String before = Cursor.decode(cursor);
        return Page.cut(
                freezes.list(all ? null : clock.now(), before == null ? null : id(before), size + 1),
                size,
                freeze -> freeze.id().toString());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('operator')")
    @Operation(summary = "Stops promotions", operationId = "setFreeze")
    Freeze set(@RequestBody SetFreezeRequest request, Requester requester) {
        SetFreeze.Request wanted = new SetFreeze.Request(
                blankAsNull(request.project()),
                blankAsNull(request.stage()),
                RequestText.reason(request.reason()),
                request.until());
        return switch (setFreeze.handle(wanted, requester)) {
            case SetFreeze.Result.Set set -> set.freeze();
            case SetFreeze.Result.Refused refused ->
                throw ProblemException.badRequest(refused.field(), refused.field());
        };
    }

    @PostMapping("/{id}/lift")
    @PreAuthorize("hasRole('operator')")
    @Operation(summary = "Lifts a freeze", operationId = "liftFreeze")
    Freeze lift(@PathVariable String id, @RequestBody LiftFreezeRequest request, Requester requester) {
        UUID freeze = idOrUnknown(id);
        return switch (liftFreeze.handle(freeze, RequestText.reason(request.reason()), requester)) {
            case LiftFreeze.Result.Lifted lifted -> lifted.freeze();
            case LiftFreeze.Result.Unknown unknown -> throw ProblemException.notFound(id);
            case LiftFreeze.Result.NotInForce over -> throw ProblemException.of(409, "conflict", id);
        };
    }

    private static @Nullable String blankAsNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static UUID id(String cursor) {
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException foreign) {
            throw ProblemException.badRequest("cursor", "cursor");
        }
    }

    private static UUID idOrUnknown(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notAnId) {
            throw ProblemException.notFound(id);
        }
    }
}
