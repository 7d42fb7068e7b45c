package io.promotionbus.notification.camel;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.notification.ChangeReport;
import io.promotionbus.notification.ChangeReport.Line;
import io.promotionbus.notification.Channel.ChannelUnavailable;
import io.promotionbus.notification.Channel.Sent;
import io.promotionbus.notification.ReportDestination;
import io.promotionbus.notification.ReportLedger;
import io.promotionbus.notification.ReportLedger.Entry;
import io.promotionbus.platform.PublicUrl;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Makes one pull request and its commit say what their report wants. Each step that succeeded is stored before the next, and
 * each begins by looking whether it was done before a crash: the comment is found by its marker, a status by its content.
 */
@Component
class TellPullRequest {

    private final ReportLedger ledger;
    private final PullRequestApi github;
    private final ReportText text;

    TellPullRequest(
            ReportLedger ledger,
            PullRequestApi github,
            MessageSource messages,
            ReportDestination destination,
            PublicUrl publicUrl) {
        this.ledger = ledger;
        this.github = github;
        this.text = new ReportText(messages, destination.locale(), publicUrl);
    }

    /** @throws ChannelUnavailable when the rest may work later */
    Sent about(Entry entry, String claim) {
        try {
            Long comment = comment(entry, claim);
            statuses(entry, claim);
            return new Sent.Delivered(comment == null ? "statuses" : "comment " + comment);
        } catch (PullRequestApi.Refused refused) {
            return new Sent.Refused(String.valueOf(refused.getMessage()));
        }
    }

    private @Nullable Long comment(Entry entry, String claim) throws PullRequestApi.Refused {
        if (entry.commentGone()) {
            return null;
        }
        ChangeReport wanted = entry.wanted();
        String body = text.comment(wanted, entry.marker());
        String hash = hash(body);
        Long id = entry.commentId();
        if (id == null) {
            id = github.find(wanted, ReportText.marker(entry.marker()));
            if (id == null) {
                id = github.create(wanted, body);
                ledger.commentIs(entry, claim, id);
                ledger.commentTold(entry, claim, hash);
                return id;
            }
            ledger.commentIs(entry, claim, id);
        } else if (hash.equals(entry.commentTold())) {
            return id;
        }
        if (github.change(wanted, id, body)) {
            ledger.commentTold(entry, claim, hash);
            return id;
        }
        // Whoever deleted it does not want it; a second one would be no news but a quarrel.
        ledger.commentGone(entry, claim);
        return null;
    }

    private void statuses(Entry entry, String claim) throws PullRequestApi.Refused {
        Map<String, JsonNode> there = null;
        for (Line line : entry.wanted().lines()) {
            String target = text.lineage(line);
            String hash = hash(ReportText.state(line) + "\n" + ReportText.description(line) + "\n" + target);
            if (hash.equals(entry.statusesTold().get(line.context()))) {
                continue;
            }
            there = there == null ? github.statuses(entry.wanted()) : there;
            if (!says(there.get(line.context()), line, target)) {
                github.status(entry.wanted(), line, target);
            }
            ledger.statusTold(entry, claim, line.context(), hash);
        }
    }

    private static boolean says(@Nullable JsonNode status, Line line, String target) {
        return status != null
                && ReportText.state(line).equals(status.path("state").asText())
                && ReportText.description(line)
                        .equals(status.path("description").asText())
                && target.equals(status.path("target_url").asText());
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
