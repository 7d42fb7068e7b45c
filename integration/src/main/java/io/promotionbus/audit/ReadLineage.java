package io.promotionbus.audit;

import io.promotionbus.audit.LineageSource.FreightArtifact;
import io.promotionbus.audit.LineageSource.FreightDelivery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts the recorded events about a Freight, its deliveries and its digests into one story. */
public final class ReadLineage {

    /** A Freight with more events than this is shown with its first ones; the audit has them all. */
    private static final int MAX_EVENTS = 2_000;

    private final AuditEvents events;
    private final List<LineageSource> sources;

    public ReadLineage(AuditEvents events, List<LineageSource> sources) {
        this.events = events;
        this.sources = List.copyOf(sources);
    }

    /** Empty when nothing and nobody knows the Freight. */
    public Optional<Lineage> of(String freight) {
        List<FreightArtifact> artifacts = sources.stream()
                .flatMap(source -> source.artifacts(freight).stream())
                .toList();
        Map<UUID, FreightDelivery> deliveries = sources.stream()
                .flatMap(source -> source.deliveries(freight).stream())
                .collect(Collectors.toMap(FreightDelivery::id, delivery -> delivery, (a, b) -> a, LinkedHashMap::new));
        List<AuditEvent> recorded = recorded(freight, deliveries.keySet(), artifacts);
        if (recorded.isEmpty() && artifacts.isEmpty()) {
            return Optional.empty();
        }
        Set<String> digests = artifacts.stream().map(FreightArtifact::digest).collect(Collectors.toSet());
        LineageSteps story = new LineageSteps(digests);
        deliveries.values().forEach(story::received);
        recorded.forEach(story::happened);
        sources.forEach(source -> source.availability(freight).forEach(story::available));
        return Optional.of(new Lineage(freight, artifacts, story.inOrder()));
    }

    /** Each once, in the order of time: what named the Freight, what its deliveries did, what happened to its digests. */
    private List<AuditEvent> recorded(String freight, Set<UUID> deliveries, List<FreightArtifact> artifacts) {
        Map<UUID, AuditEvent> found = new LinkedHashMap<>();
        add(found, AuditFilter.ofFreight(freight));
        deliveries.forEach(delivery -> add(found, AuditFilter.ofDelivery(delivery)));
        for (FreightArtifact artifact : artifacts) {
            String hex = artifact.digest().substring(artifact.digest().indexOf(':') + 1);
            add(found, new AuditFilter(null, "quarantine.", null, null, null, null, null, null, null, hex));
        }
        List<AuditEvent> ordered = new ArrayList<>(found.values());
        // A delivery that announced several artifacts also caused events of other Freight.
        ordered.removeIf(event -> event.freight() != null && !event.freight().equals(freight));
        ordered.sort(Comparator.comparing(AuditEvent::at).thenComparing(AuditEvent::id));
        return ordered;
    }

    private void add(Map<UUID, AuditEvent> found, AuditFilter filter) {
        events.page(filter, true, null, MAX_EVENTS).forEach(event -> found.putIfAbsent(event.id(), event));
    }
}
