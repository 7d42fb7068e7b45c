package io.promotionbus.audit;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.audit.Lineage.Step;
import io.promotionbus.audit.Lineage.Who;
import io.promotionbus.audit.LineageSource.FreightAvailable;
import io.promotionbus.audit.LineageSource.FreightDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns events, offered in the order of time, into the steps of a lineage and measures what each concludes. */
final class LineageSteps {

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("delivery.failed", "delivery"),
            Map.entry("delivery.dead", "delivery"),
            Map.entry("delivery.redriven", "delivery"),
            Map.entry("delivery.interpreted", "artifact"),
            Map.entry("freight.created", "freight"),
            Map.entry("freight.seen", "freight"),
            Map.entry("approval.requested", "requested"),
            Map.entry("approval.reopened", "requested"),
            Map.entry("approval.reminded", "reminded"),
            Map.entry("approval.approved", "decided"),
            Map.entry("approval.rejected", "decided"),
            Map.entry("approval.denied", "decided"),
            Map.entry("approval.superseded", "superseded"),
            Map.entry("approval.expired", "expired"),
            // The contract has no kind of its own for it: like an expiry it ends a request without a decision.
            Map.entry("approval.withdrawn", "expired"),
            Map.entry("promotion.created", "promotion"),
            Map.entry("promotion.succeeded", "promotion"),
            Map.entry("promotion.failed", "promotion"),
            Map.entry("promotion.retried", "promotion"),
            Map.entry("break-glass.used", "promotion"),
            Map.entry("stage.verified", "verified"),
            Map.entry("stage.health", "health"),
            Map.entry("stage.resumed", "health"),
            Map.entry("rollback.started", "rollback"),
            Map.entry("rollback.stopped", "rollback"),
            Map.entry("quarantine.set", "quarantine"),
            Map.entry("quarantine.lifted", "quarantine"));

    private static final Who KARGO = new Who("kargo", "kargo", null);

    private final Set<String> digests;
    private final List<Step> steps = new ArrayList<>();
    /** When things began that a later event concludes, by what joins the two. */
    private final Map<String, Instant> begun = new HashMap<>();

    private @Nullable Instant firstReceipt;

    LineageSteps(Set<String> digests) {
        this.digests = digests;
    }

    void received(FreightDelivery delivery) {
        begun.put("delivery " + delivery.id(), delivery.receivedAt());
        if (firstReceipt == null || delivery.receivedAt().isBefore(firstReceipt)) {
            firstReceipt = delivery.receivedAt();
        }
        Who sender = new Who("sender", delivery.source() + "/" + delivery.sourceName(), null);
        steps.add(new Step(
                delivery.receivedAt(),
                "delivery",
                "delivery.received",
                null,
                sender,
                delivery.source(),
                null,
                null,
                delivery.id().toString(),
                null));
    }

    void available(FreightAvailable available) {
        String key = available.from() == null ? "freight.available" : "freight.available-from";
        steps.add(new Step(
                exactly(available),
                "available",
                key,
                available.stage(),
                KARGO,
                available.from(),
                null,
                null,
                null,
                null));
    }

    /**
     * Kargo keeps whole seconds. What made the Freight available is known better: it cannot have been available before it
     * existed, or before it was verified where it came from.
     */
    private Instant exactly(FreightAvailable available) {
        Instant cause = begun.get(available.from() == null ? "existed" : "verified " + available.from());
        Instant nextSecond = available.at().plusSeconds(1);
        return cause != null && cause.isAfter(available.at()) && cause.isBefore(nextSecond) ? cause : available.at();
    }

    void happened(AuditEvent event) {
        String kind = KINDS.get(event.action());
        if (kind == null) {
            return;
        }
        Duration took = took(event);
        String detail = detail(event);
        if (event.action().equals("delivery.interpreted") && detail == null) {
            return;
        }
        steps.add(new Step(
                event.at(),
                kind,
                event.action(),
                event.stage(),
                new Who(event.actorKind(), event.actorId(), event.actorName()),
                detail,
                LineageReasons.words(event),
                LineageReasons.slug(event),
                event.subjectKind().equals("stage") ? null : event.subjectId(),
                took));
    }

    private @Nullable Duration took(AuditEvent event) {
        String subject = event.subjectKind() + " " + event.subjectId();
        return switch (event.action()) {
            case "approval.requested", "promotion.created" -> {
                begun.putIfAbsent(subject, event.at());
                yield null;
            }
            case "promotion.succeeded" -> {
                begun.put("arrived " + event.stage(), event.at());
                yield since(begun.get(subject), event.at());
            }
            case "stage.verified" -> {
                begun.putIfAbsent("verified " + event.stage(), event.at());
                yield since(begun.get("arrived " + event.stage()), event.at());
            }
            case "stage.health" -> since(begun.put("health " + event.stage(), event.at()), event.at());
            case "freight.created", "freight.seen" -> {
                begun.putIfAbsent("existed", event.at());
                yield since(firstReceipt, event.at());
            }
            case "approval.reminded", "approval.denied", "promotion.retried" -> null;
            default -> since(begun.get(subject), event.at());
        };
    }

    private static @Nullable Duration since(@Nullable Instant start, Instant end) {
        return start == null || end.isBefore(start) ? null : Duration.between(start, end);
    }

    private @Nullable String detail(AuditEvent event) {
        JsonNode after = event.after();
        return switch (event.action()) {
            case "delivery.interpreted" -> ours(after.path("artifacts"));
            case "stage.health" -> text(after.path("status"));
            case "freight.created" -> text(after.path("tag"));
            case "freight.seen" -> text(after.path("origin"));
            case "quarantine.set", "quarantine.lifted" -> text(after.path("digest"));
            case "promotion.created", "promotion.succeeded", "promotion.failed" -> text(after.path("kargoName"));
            default -> null;
        };
    }

    /** Of what the delivery announced, what is in this Freight. */
    private @Nullable String ours(JsonNode artifacts) {
        List<String> names = new ArrayList<>();
        artifacts.forEach(artifact -> {
            String text = artifact.asText();
            int at = text.indexOf('@');
            if (at > 0 && (digests.isEmpty() || digests.contains(text.substring(at + 1)))) {
                names.add(text.substring(0, at));
            }
        });
        return names.isEmpty() ? null : String.join(", ", names);
    }

    private static @Nullable String text(JsonNode value) {
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    List<Step> inOrder() {
        // Stable: what happened at the same instant keeps the order it was told in.
        return steps.stream().sorted(Comparator.comparing(Step::at)).toList();
    }
}
