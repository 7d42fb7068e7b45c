package io.promotionbus.kargo;

import io.promotionbus.audit.LineageSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the cluster knows about a Freight: what is in it, and since when each stage could have it. */
public final class FreightLineage implements LineageSource {

    /** Docker Hub under its various names, which people leave out. */
    private static final List<String> DEFAULT_HOSTS =
            List.of("docker.io/", "index.docker.io/", "registry-1.docker.io/");

    private final ObservedCluster cluster;

    public FreightLineage(ObservedCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<FreightArtifact> artifacts(String freight) {
        return found(freight)
                .map(known -> known.images().stream()
                        .map(image -> new FreightArtifact(
                                repository(image.repoUrl()), image.tag(), image.digest(), commit(image, known)))
                        .toList())
                .orElse(List.of());
    }

    @Override
    public List<FreightAvailable> availability(String freight) {
        Freight known = found(freight).orElse(null);
        if (known == null) {
            return List.of();
        }
        List<FreightAvailable> available = new ArrayList<>();
        for (Stage stage : cluster.stages(known.project())) {
            stage.requests().stream()
                    .filter(request -> request.origin().equals(known.origin()))
                    .map(request -> since(stage, request, known))
                    .filter(Objects::nonNull)
                    .forEach(available::add);
        }
        return available;
    }

    private static @Nullable FreightAvailable since(Stage stage, FreightRequest request, Freight freight) {
        if (request.direct()) {
            return new FreightAvailable(stage.name(), null, freight.discoveredAt());
        }
        List<FreightAvailable> ready = request.upstream().stream()
                .map(upstream -> ready(stage, upstream, request, freight))
                .filter(Objects::nonNull)
                .sorted(Comparator.comparing(FreightAvailable::at))
                .toList();
        if (ready.isEmpty()
                || (request.all() && ready.size() < request.upstream().size())) {
            return null;
        }
        return request.all() ? ready.getLast() : ready.getFirst();
    }

    /** Verified there and, where the stage asks for it, soaked there long enough. */
    private static @Nullable FreightAvailable ready(
            Stage stage, String upstream, FreightRequest request, Freight freight) {
        Instant verified = freight.verifiedIn().get(upstream);
        if (verified == null) {
            return null;
        }
        if (request.requiredSoakTime().isZero()) {
            return new FreightAvailable(stage.name(), upstream, verified);
        }
        var soaked = freight.longestSoak().get(upstream);
        return soaked == null || soaked.compareTo(request.requiredSoakTime()) < 0
                ? null
                : new FreightAvailable(stage.name(), upstream, verified.plus(request.requiredSoakTime()));
    }

    private Optional<Freight> found(String freight) {
        return cluster.freightsNamed(List.of(freight)).stream().findFirst();
    }

    private static @Nullable String commit(Image image, Freight freight) {
        if (image.tag().matches("[0-9a-f]{40}")) {
            return image.tag();
        }
        return freight.commits().size() == 1 ? freight.commits().getFirst().id() : null;
    }

    private static String repository(String repoUrl) {
        return DEFAULT_HOSTS.stream()
                .filter(repoUrl::startsWith)
                .findFirst()
                .map(host -> repoUrl.substring(host.length()))
                .orElse(repoUrl);
    }
}
