package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import io.promotionbus.sandbox.cluster.Registry.TagRef;
import io.promotionbus.sandbox.cluster.api.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/** Which tags an image subscription selects, newest first. */
final class ImageSelection {

    private static final Pattern STRICT = Pattern.compile("v?\\d+\\.\\d+\\.\\d+([-+].*)?");

    private ImageSelection() {}

    /** @throws IllegalArgumentException if the subscription is one Kargo refuses to discover for */
    static List<TagRef> select(JsonNode image, List<TagRef> tags) {
        if (!image.path("allowTags").asText("").isEmpty()) {
            throw new IllegalArgumentException(
                    "AllowTags is deprecated and unsupported as of v1.11.0; use AllowTagsRegexes instead");
        }
        if (!image.path("ignoreTags").isEmpty()) {
            throw new IllegalArgumentException(
                    "IgnoreTags is deprecated and unsupported as of v1.11.0; use IgnoreTagsRegexes instead");
        }
        String constraint = image.path("constraint").asText("");
        List<TagRef> allowed =
                tags.stream().filter(tag -> isAllowed(image, tag.tag())).toList();
        int limit = image.path("discoveryLimit").asInt(20);
        return switch (image.path("imageSelectionStrategy").asText("SemVer")) {
            case "Digest" ->
                tags.stream()
                        .filter(tag -> tag.tag().equals(constraint))
                        .limit(1)
                        .toList();
            case "Lexical" ->
                allowed.stream()
                        .sorted(Comparator.comparing(TagRef::tag).reversed())
                        .limit(limit)
                        .toList();
            case "NewestBuild" ->
                allowed.stream()
                        .sorted(Comparator.comparing(TagRef::createdAt)
                                .thenComparing(TagRef::tag)
                                .reversed())
                        .limit(limit)
                        .toList();
            default -> semver(image, allowed, constraint).stream().limit(limit).toList();
        };
    }

    private static boolean isAllowed(JsonNode image, String tag) {
        List<String> allow = Json.strings(image.path("allowTagsRegexes"));
        List<String> ignore = Json.strings(image.path("ignoreTagsRegexes"));
        return ignore.stream()
                        .noneMatch(regex -> Pattern.compile(regex).matcher(tag).find())
                && (allow.isEmpty()
                        || allow.stream()
                                .anyMatch(regex ->
                                        Pattern.compile(regex).matcher(tag).find()));
    }

    private record Versioned(TagRef ref, Semver version) {}

    private static List<TagRef> semver(JsonNode image, List<TagRef> tags, String constraint) {
        boolean strict = image.path("strictSemvers").asBoolean(true);
        @Nullable RangeList range = constraint.isEmpty() ? null : RangeListFactory.create(constraint.replace(",", " "));
        return tags.stream()
                .flatMap(tag -> version(tag.tag(), strict).map(version -> new Versioned(tag, version)).stream())
                .filter(versioned -> range == null || range.isSatisfiedBy(versioned.version()))
                .sorted(Comparator.comparing(Versioned::version)
                        .thenComparing(versioned -> versioned.ref().tag())
                        .reversed())
                .map(Versioned::ref)
                .toList();
    }

    private static Optional<Semver> version(String tag, boolean strict) {
        if (strict && !STRICT.matcher(tag).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(strict ? Semver.parse(tag) : Semver.coerce(tag));
    }
}
