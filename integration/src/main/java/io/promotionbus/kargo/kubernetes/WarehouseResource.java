package io.promotionbus.kargo.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.kargo.Warehouse;
import io.promotionbus.kargo.Warehouse.ImageSubscription;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A Warehouse as Kargo serves it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record WarehouseResource(
        Metadata metadata, @Nullable Spec spec, @Nullable Status status) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Spec(
            @Nullable String freightCreationPolicy,
            @Nullable Criteria freightCreationCriteria,
            @Nullable List<Subscription> subscriptions) {
        static final Spec NONE = new Spec(null, null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Criteria(@Nullable String expression) {}

    /** Exactly one member is given; whatever is not an image only counts as not an image. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Subscription(@Nullable ImageResource image) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ImageResource(
            @Nullable String repoURL,
            @Nullable String imageSelectionStrategy,
            @Nullable String constraint,
            @Nullable String semverConstraint,
            @Nullable List<String> allowTagsRegexes,
            @Nullable List<String> ignoreTagsRegexes,
            @Nullable String platform,
            @Nullable Boolean strictSemvers) {
        ImageSubscription toSubscription() {
            String strategy = Given.text(imageSelectionStrategy);
            String newer = Given.orNull(constraint);
            return new ImageSubscription(
                    Given.text(repoURL),
                    strategy.isEmpty() ? "SemVer" : strategy,
                    newer == null ? Given.orNull(semverConstraint) : newer,
                    Given.list(allowTagsRegexes),
                    Given.list(ignoreTagsRegexes),
                    Given.orNull(platform),
                    !Boolean.FALSE.equals(strictSemvers));
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Status(
            @Nullable String lastHandledRefresh, @Nullable List<Condition> conditions) {
        static final Status NONE = new Status(null, null);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Condition(
            @Nullable String type,
            @Nullable String status,
            @Nullable String reason,
            @Nullable JsonNode message) {}

    Warehouse toWarehouse() {
        Spec given = spec == null ? Spec.NONE : spec;
        Status seen = status == null ? Status.NONE : status;
        List<Subscription> subscriptions = Given.list(given.subscriptions());
        List<ImageSubscription> images = subscriptions.stream()
                .map(Subscription::image)
                .filter(Objects::nonNull)
                .map(ImageResource::toSubscription)
                .toList();
        String policy = Given.text(given.freightCreationPolicy());
        return new Warehouse(
                metadata.project(),
                metadata.requiredName(),
                policy.isEmpty() || policy.equals("Automatic"),
                given.freightCreationCriteria() == null
                        ? null
                        : Given.orNull(given.freightCreationCriteria().expression()),
                images,
                images.size() == subscriptions.size(),
                Given.orNull(seen.lastHandledRefresh()),
                problem(seen));
    }

    private static @Nullable String problem(Status status) {
        return Given.list(status.conditions()).stream()
                .filter(condition -> "Healthy".equals(condition.type()) && "False".equals(condition.status()))
                .map(condition -> condition.message() == null
                                || condition.message().asText().isEmpty()
                        ? Given.text(condition.reason())
                        : condition.message().asText())
                .findFirst()
                .orElse(null);
    }
}
