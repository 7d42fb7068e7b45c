package io.promotionbus.notification.mail;

import io.promotionbus.notification.Templates;
import java.util.List;
import java.util.Map;

/** Which values each message shows, in which order, and where its link leads. The words are in the message files. */
record Wording(List<String> facts, String path) {

    private static final Map<String, Wording> ALL = Map.of(
            Templates.HEALTH_UNCLEAR,
            new Wording(List.of("images", "from", "because"), "/"),
            Templates.APPROVAL_REQUESTED,
            new Wording(
                    List.of("images", "to", "from", "replaces", "commits", "authors", "require", "reason", "expiresAt"),
                    "/approvals/{subject}"),
            Templates.APPROVAL_REMINDER,
            new Wording(
                    List.of("images", "to", "from", "waitingSince", "require", "expiresAt"), "/approvals/{subject}"),
            Templates.APPROVAL_SUPERSEDED,
            new Wording(List.of("images", "to", "by"), "/approvals/{subject}"),
            Templates.APPROVAL_REJECTED,
            new Wording(List.of("images", "to", "decidedBy", "comment"), "/approvals/{subject}"),
            Templates.PROMOTION_FAILED,
            new Wording(List.of("images", "to", "from", "attempts", "because"), "/lineage/{freight}"),
            Templates.BREAK_GLASS_USED,
            new Wording(List.of("images", "to", "from", "by", "reason"), "/lineage/{freight}"),
            Templates.ROLLED_BACK,
            new Wording(List.of("images", "from", "to", "because"), "/lineage/{freight}"),
            Templates.ROLLBACK_STOPPED,
            new Wording(List.of("images", "from", "because"), "/"));

    private static final Wording OTHER = new Wording(List.of("images", "to", "from", "because", "reason"), "/");

    static Wording of(String template) {
        return ALL.getOrDefault(template, OTHER);
    }
}
