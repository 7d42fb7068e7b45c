package io.promotionbus.rollback.web;

import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import io.promotionbus.rollback.LiftQuarantine;
import io.promotionbus.rollback.QuarantinedDigest;
import io.promotionbus.rollback.QuarantinedDigests;
import io.promotionbus.rollback.SetQuarantine;
import java.util.UUID;
import java.util.regex.Pattern;
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
@RequestMapping("/api/quarantine")
class QuarantineController {

    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    private final QuarantinedDigests digests;
    private final SetQuarantine set;
    private final LiftQuarantine lift;

    QuarantineController(QuarantinedDigests digests, SetQuarantine set, LiftQuarantine lift) {
        this.digests = digests;
        this.set = set;
        this.lift = lift;
    }

    record SetQuarantineRequest(
            @Nullable String digest, @Nullable String reason) {}

    record LiftQuarantineRequest(@Nullable String reason) {}

    @GetMapping
    Page<QuarantinedDigest> list(
            @RequestParam(defaultValue = "false") boolean all,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        int size = Cursor.limit(limit);
        return Page.cut(
                digests.newest(all, before(cursor), size + 1),
                size,
                digest -> digest.id().toString());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasRole('operator')")
    QuarantinedDigest set(@RequestBody SetQuarantineRequest request, Requester requester) {
        String digest = request.digest();
        if (digest == null || !DIGEST.matcher(digest).matches()) {
            throw ProblemException.badRequest("digest");
        }
        return set.set(digest, RequestText.reason(request.reason()), requester)
                .orElseThrow(() -> ProblemException.of(409, "conflict"));
    }

    @PostMapping("/{id}/lift")
    @PreAuthorize("hasRole('operator')")
    QuarantinedDigest lift(@PathVariable UUID id, @RequestBody LiftQuarantineRequest request, Requester requester) {
        return switch (lift.lift(id, RequestText.reason(request.reason()), requester)) {
            case LiftQuarantine.Result.Lifted lifted -> lifted.digest();
            case LiftQuarantine.Result.Unknown unknown -> throw ProblemException.notFound("quarantine");
            case LiftQuarantine.Result.NotInForce over -> throw ProblemException.of(409, "conflict");
            case LiftQuarantine.Result.SamePerson same -> throw ProblemException.of(403, "same-person");
        };
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
