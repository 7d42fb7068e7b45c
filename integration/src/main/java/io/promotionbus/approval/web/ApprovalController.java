package io.promotionbus.approval.web;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.approval.AskExplicitly;
import io.promotionbus.approval.DecideRequest;
import io.promotionbus.approval.DecideRequest.Outcome;
import io.promotionbus.approval.DecideRequest.Word;
import io.promotionbus.approval.Eligibility;
import io.promotionbus.approval.PersonDecision.Kind;
import io.promotionbus.approval.ReadRequests;
import io.promotionbus.approval.RequestView;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.Cursor;
import io.promotionbus.platform.web.Page;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.RequestText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Requests for approval: read, decided, asked for. Nothing here may be kept by a browser or a proxy. */
@RestController
@RequestMapping("/api/approvals")
class ApprovalController {

    private static final int MAX_COMMENT = 2_000;
    private static final int MAX_NAME = 253;
    private static final Pattern FINGERPRINT = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Set<String> STATES =
            Set.of("open", "approved", "rejected", "superseded", "expired", "withdrawn");

    private final ReadRequests readRequests;
    private final DecideRequest decideRequest;
    private final AskExplicitly askExplicitly;
    private final ApprovalPresenter presenter;

    ApprovalController(
            ReadRequests readRequests,
            DecideRequest decideRequest,
            AskExplicitly askExplicitly,
            ApprovalPresenter presenter) {
        this.readRequests = readRequests;
        this.decideRequest = decideRequest;
        this.askExplicitly = askExplicitly;
        this.presenter = presenter;
    }

    @GetMapping
    ResponseEntity<Page<ApprovalResponse>> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "false") boolean mine,
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String stage,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor,
            Requester requester,
            Locale locale) {
        if (state != null && !STATES.contains(state)) {
            throw ProblemException.badRequest("state", "state");
        }
        int size = Cursor.limit(limit);
        List<RequestView> found = readRequests.list(state, mine, project, stage, before(cursor), size + 1, requester);
        Page<RequestView> page =
                Page.cut(found, size, view -> view.request().id().toString());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(page.map(view -> presenter.response(view, locale)));
    }

    private static @Nullable UUID before(@Nullable String cursor) {
        String text = Cursor.decode(cursor);
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException notOurs) {
            throw ProblemException.badRequest("cursor", "cursor");
        }
    }

    @GetMapping("/{id}")
    ResponseEntity<ApprovalResponse> read(@PathVariable UUID id, Requester requester, Locale locale) {
        return answer(HttpStatus.OK, id, requester, locale);
    }

    @PostMapping("/{id}/decision")
    ResponseEntity<ApprovalResponse> decide(
            @PathVariable UUID id,
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader HttpHeaders headers,
            Requester requester,
            Locale locale) {
        if (!readRequests.exists(id)) {
            throw ProblemException.notFound("approval");
        }
        Word word = word(Bodies.object(body, headers));
        return switch (decideRequest.handle(id, requester, word)) {
            case Outcome.Decided decided -> answer(HttpStatus.OK, decided.request(), requester, locale);
            case Outcome.Ended ended ->
                throw ProblemException.of(409, ended.slug()).with("by", ended.by());
            case Outcome.Denied denied -> throw denied(id, denied);
            case Outcome.DecidedByYou already -> throw ProblemException.of(409, "already-decided-by-you");
            case Outcome.Changed changed ->
                throw ProblemException.of(409, "changed")
                        .with("now", Map.of("fingerprint", changed.fingerprint(), "differs", changed.differs()));
            case Outcome.CommentRequired required ->
                throw ProblemException.of(422, "comment-required").with("field", "comment");
        };
    }

    private static Word word(JsonNode body) {
        String decision = Bodies.text(body, "decision", 10);
        Kind kind = switch (decision) {
            case "approve" -> Kind.APPROVE;
            case "reject" -> Kind.REJECT;
            default -> throw ProblemException.badRequest("decision", "decision");
        };
        String comment = Bodies.optional(body, "comment", MAX_COMMENT);
        String fingerprint = Bodies.text(body, "fingerprint", 100);
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw ProblemException.badRequest("fingerprint", "fingerprint");
        }
        return new Word(kind, comment, fingerprint);
    }

    private static ProblemException denied(UUID id, Outcome.Denied denied) {
        ProblemException problem = ProblemException.of(403, denied.slug().slug(), denied.argument());
        return denied.slug() == Eligibility.Slug.STEP_UP
                ? problem.with("login", "/oauth2/authorization/keycloak?fresh=true&return=/approvals/" + id)
                : problem;
    }

    @PostMapping
    @PreAuthorize("hasAnyRole('qa', 'po', 'operator')")
    ResponseEntity<ApprovalResponse> ask(
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader HttpHeaders headers,
            Requester requester,
            Locale locale) {
        JsonNode question = Bodies.object(body, headers);
        return opened(
                askExplicitly.ask(
                        Bodies.text(question, "project", MAX_NAME),
                        Bodies.text(question, "stage", MAX_NAME),
                        Bodies.text(question, "freight", MAX_NAME),
                        requester,
                        Bodies.text(question, "reason", RequestText.MAX_REASON)),
                requester,
                locale);
    }

    @PostMapping("/{id}/reopen")
    @PreAuthorize("hasRole('operator')")
    ResponseEntity<ApprovalResponse> reopen(
            @PathVariable UUID id,
            @RequestBody(required = false) byte @Nullable [] body,
            @RequestHeader HttpHeaders headers,
            Requester requester,
            Locale locale) {
        if (!readRequests.exists(id)) {
            throw ProblemException.notFound("approval");
        }
        String reason = Bodies.text(Bodies.object(body, headers), "reason", RequestText.MAX_REASON);
        return opened(askExplicitly.reopen(id, requester, reason), requester, locale);
    }

    private ResponseEntity<ApprovalResponse> opened(AskExplicitly.Outcome outcome, Requester requester, Locale locale) {
        return switch (outcome) {
            case AskExplicitly.Outcome.Opened opened -> answer(HttpStatus.CREATED, opened.request(), requester, locale);
            case AskExplicitly.Outcome.Unknown unknown -> throw ProblemException.notFound("freight");
            case AskExplicitly.Outcome.Refused refused ->
                throw ProblemException.of(409, refused.slug()).with("by", refused.request());
        };
    }

    private ResponseEntity<ApprovalResponse> answer(HttpStatus status, UUID id, Requester requester, Locale locale) {
        RequestView view = readRequests.one(id, requester).orElseThrow(() -> ProblemException.notFound("approval"));
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(presenter.response(view, locale));
    }
}
