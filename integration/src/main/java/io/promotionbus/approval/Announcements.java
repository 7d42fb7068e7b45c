package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.notification.Audience;
import io.promotionbus.notification.Message;
import io.promotionbus.notification.Outbox;
import io.promotionbus.notification.Templates;
import io.promotionbus.policy.StagePolicy.Requirement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What people are told about requests, and no more: one mail per person when they are asked, reminders as the policy says,
 * and one when it was settled without them, unless the next request's mail says so already.
 */
final class Announcements {

    private final Outbox outbox;

    Announcements(Outbox outbox) {
        this.outbox = outbox;
    }

    /** @param replaces versions of requests that this one ended */
    void requested(ApprovalRequest request, List<String> replaces) {
        Map<String, Object> model = about(request);
        if (!replaces.isEmpty()) {
            model.put("replaces", replaces);
        }
        model.put("expiresAt", request.expiresAt().toString());
        model.put("require", require(request.require()));
        commits(model, request.commits());
        if (request.asked() != null) {
            model.put(
                    "reason", request.asked().reason() + " (" + request.asked().username() + ")");
        }
        roles(request)
                .forEach(role ->
                        outbox.tellRole(role, Templates.APPROVAL_REQUESTED, request.id(), model, context(request)));
    }

    void reminder(ApprovalRequest request, int number) {
        Map<String, Object> model = about(request);
        model.put("expiresAt", request.expiresAt().toString());
        model.put("waitingSince", request.createdAt().toString());
        model.put("require", require(request.require()));
        Message message =
                new Message(Templates.APPROVAL_REMINDER, request.id(), String.valueOf(number), model, context(request));
        roles(request).forEach(role -> outbox.tell(new Audience.Role(role, deciders(request)), message));
    }

    void superseded(ApprovalRequest request, ApprovalRequest by) {
        unsaid(request);
        Map<String, Object> model = about(request);
        model.put("by", by.incoming().version());
        outbox.tell(
                new Audience.Told(Templates.APPROVAL_REQUESTED, request.id(), deciders(request), roles(by)),
                Message.of(Templates.APPROVAL_SUPERSEDED, request.id(), model, context(request)));
    }

    void rejected(ApprovalRequest request, RequestState.Rejected rejected) {
        unsaid(request);
        Map<String, Object> model = about(request);
        model.put("decidedBy", rejected.by());
        model.put("comment", rejected.comment());
        outbox.tell(
                new Audience.Told(Templates.APPROVAL_REQUESTED, request.id(), deciders(request), Set.of()),
                Message.of(Templates.APPROVAL_REJECTED, request.id(), model, context(request)));
    }

    /** Takes back what was not sent yet: nobody is asked about what is settled. */
    void unsaid(ApprovalRequest request) {
        outbox.drop(Templates.APPROVAL_REQUESTED, request.id());
        outbox.drop(Templates.APPROVAL_REMINDER, request.id());
    }

    private static Map<String, Object> about(ApprovalRequest request) {
        Map<String, Object> model = new HashMap<>();
        model.put("images", request.incoming().repositories());
        model.put("to", request.incoming().version());
        if (request.current() != null) {
            model.put("from", request.current().version());
        }
        return model;
    }

    private static void commits(Map<String, Object> model, CommitRange range) {
        if (range.status() == Status.UNAVAILABLE) {
            return;
        }
        List<String> authors = range.commits().stream()
                .flatMap(commit -> commit.authors().stream())
                .map(CommitRange.Author::name)
                .distinct()
                .toList();
        model.put("commits", range.commits().size() + (range.status() == Status.COMPLETE ? "" : "+"));
        if (!authors.isEmpty()) {
            model.put("authors", authors);
        }
    }

    private static Set<String> roles(ApprovalRequest request) {
        return request.require().stream().map(Requirement::role).collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> deciders(ApprovalRequest request) {
        return request.decisions().stream()
                .map(decision -> decision.who().subject())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String require(List<Requirement> require) {
        return require.stream()
                .map(entry -> entry.count() == 1 ? entry.role() : entry.count() + " × " + entry.role())
                .collect(Collectors.joining(" + "));
    }

    private static Outbox.Context context(ApprovalRequest request) {
        return new Outbox.Context(request.project(), request.stage(), request.freight(), request.correlation());
    }
}
