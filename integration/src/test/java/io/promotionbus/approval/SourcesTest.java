package io.promotionbus.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.GitCommit;
import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import io.promotionbus.policy.Policies.StageRule;
import io.promotionbus.promotion.BuiltFrom;
import io.promotionbus.promotion.GateView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

    private static final String ONE = "1".repeat(40);
    private static final String TWO = "2".repeat(40);
    private static final String GIT = "9".repeat(40);
    /** Digests say from which commit they were built: {@code api@1…1}. */
    private static final BuiltFrom LABELS = images -> images.stream()
            .filter(image -> !image.digest().endsWith("@"))
            .collect(Collectors.toMap(image -> image, image -> image.digest().replaceFirst(".*@", "")));

    private final Sources sources = new Sources("acme/users", LABELS);

    /** Tag and label of both images of what comes, over what runs (api@2, ui@2); the Freight's own commit. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "tag-1,  1, tag-1,  1, -, 1",
                "tag-1,  2, tag-1,  1, -, 1",
                "v1.1.0, 1, v1.1.0, 1, -, 1",
                "v1.1.0, 1, v1.0.0, 2, -, 1",
                "tag-1,  1, v1.0.0, 2, -, 1",
                "v1.1.0, 1, v1.1.0, 3, -, -",
                "v1.1.0, 1, v1.1.0, 3, 9, 9",
                "v1.1.0, -, v1.1.0, 1, 9, 9",
                "v1.1.0, -, v1.1.0, -, -, -",
                "v1.1.0, 2, v1.1.0, 2, 9, 9",
            })
    void takesTheTagThenTheLabelsOfWhatChangesThenGit(
            String apiTag,
            @Nullable String api,
            String uiTag,
            @Nullable String ui,
            @Nullable String git,
            @Nullable String expected) {
        Freight running = freight(null, image("api", "v1.0.0", "2"), image("ui", "v1.0.0", "2"));

        Ends ends = sources.between(List.of(running), freight(git, image("api", apiTag, api), image("ui", uiTag, ui)));

        assertThat(ends.head()).isEqualTo(expected == null ? null : expected.repeat(40));
    }

    @Test
    void takesTheBaseFromTheImagesThatAreReplaced() {
        Freight running = freight(null, image("api", "v1.0.0", "1"), image("ui", "v1.0.0", "2"));
        Freight incoming = freight(null, image("api", "v1.1.0", "1"), image("ui", "v1.1.0", "3"));
        assertThat(sources.between(List.of(running), incoming)).isEqualTo(new Ends("acme/users", TWO, "3".repeat(40)));
    }

    @Test
    void hasNoBaseWhereNothingOfTheOriginRuns() {
        Freight incoming = freight(null, image("api", ONE, null), image("ui", ONE, null));
        assertThat(sources.between(List.of(), incoming)).isEqualTo(new Ends("acme/users", null, ONE));
    }

    @Test
    void takesTheRepositoryOfTheFreightItself() {
        assertThat(sources.between(List.of(), freight("9")).repository()).isEqualTo("acme/other");
        assertThat(sources.between(List.of(), freight("9")).head()).isEqualTo(GIT);
    }

    @Test
    void takesTheBaseFromWhatRunsOfTheSameOrigin() {
        Freight other = freight(null, image("reports", TWO, null));
        Freight reports = new Freight(
                "shop",
                "f".repeat(40),
                null,
                Origin.warehouse("reports"),
                other.images(),
                List.of(),
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());
        Freight running = freight(null, image("api", ONE, null));

        assertThat(sources.between(List.of(reports, running), freight(null, image("api", TWO, null))))
                .isEqualTo(new Ends("acme/users", ONE, TWO));
    }

    @Test
    void refusesADefaultThatIsNoRepository() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Sources("users", LABELS));
        assertThat(new Sources(null, LABELS).between(List.of(), freight(null)).repository())
                .isNull();
        assertThat(List.of("acme/.", "acme/..", "acme", "-acme/users", "acme/users/x"))
                .noneMatch(Sources::isRepository);
        assertThat(List.of("acme/users", "a/.github", "acme/users.")).allMatch(Sources::isRepository);
    }

    @Test
    void asksOnceForAllThatManyViewsShow() {
        List<Collection<Image>> asked = new ArrayList<>();
        Sources counted = new Sources("acme/users", images -> {
            asked.add(images);
            return LABELS.commits(images);
        });
        Freight running = freight(null, image("api", "v1.0.0", "1"));
        Freight incoming = freight(null, image("api", "v1.1.0", "2"));
        Freight named = freight(null, image("api", "tag-3", null));

        Sources ahead = counted.ahead(List.of(view(incoming, running), view(named, running)));

        assertThat(ahead.between(List.of(running), incoming)).isEqualTo(new Ends("acme/users", ONE, TWO));
        assertThat(ahead.between(List.of(running), named)).isEqualTo(new Ends("acme/users", ONE, "3".repeat(40)));
        assertThat(asked)
                .as("whose tag is a commit needs no asking")
                .singleElement()
                .satisfies(images ->
                        assertThat(images).extracting(Image::tag).containsExactlyInAnyOrder("v1.0.0", "v1.1.0"));
    }

    @Test
    void asksForNothingWhereTheTagsSayAll() {
        Freight incoming = freight(null, image("api", ONE, null));
        Sources ahead = new Sources("acme/users", images -> {
                    throw new AssertionError("asked for " + images);
                })
                .ahead(List.of(view(incoming)));

        assertThat(ahead.between(List.of(), incoming)).isEqualTo(new Ends("acme/users", null, ONE));
    }

    private static GateView view(Freight incoming, Freight... running) {
        return new GateView(
                "shop", "stg", incoming, Map.of(), List.of(running), new StageRule.Unmanaged(), List.of(), List.of());
    }

    private static Image image(String name, String tag, @Nullable String built) {
        return new Image(
                "docker.io/acme/" + name,
                tag.startsWith("tag-") ? tag.substring(4).repeat(40) : tag,
                name + "@" + (built == null ? "" : built.repeat(40)));
    }

    private static Freight freight(@Nullable String git, Image... images) {
        List<GitCommit> commits = Stream.ofNullable(git)
                .map(commit -> new GitCommit("https://github.com/acme/other.git", commit.repeat(40), null, null))
                .toList();
        return new Freight(
                "shop",
                "f".repeat(40),
                null,
                Origin.warehouse("users"),
                List.of(images),
                commits,
                Instant.EPOCH,
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());
    }
}
