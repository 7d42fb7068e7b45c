package io.promotionbus.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Warehouse.ImageSubscription;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageSelectorTest {

    private static final String COMMIT = "4f2c9e1d0b7a6c5e3f1a9d8b7c6e5f4a3b2c1d0e";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "SemVer, -, 1.2.3, true",
                "SemVer, -, latest, false",
                "SemVer, '', 1.2.3, true",
                "SemVer, '>=2', 1.2.3, false",
                "SemVer, '>=2', 2.0.0, true",
                "SemVer, nonsense, 2.0.0, false",
                "SemVer, -, 1.2, false",
                "Lexical, -, anything, true",
                "NewestBuild, -, anything, true",
                "Digest, latest, latest, true",
                "Digest, latest, 1.2.3, false",
                "Unheard, -, 1.2.3, false"
            })
    void followsTheStrategy(String strategy, String constraint, String tag, boolean selected) {
        ImageSubscription subscription =
                new ImageSubscription("acme/users-api", strategy, constraint, List.of(), List.of(), null, true);
        assertThat(new ImageSelector(subscription).select(tag) instanceof Selection.Selected)
                .isEqualTo(selected);
    }

    @Test
    void looseSemVerTakesShortVersions() {
        ImageSubscription loose =
                new ImageSubscription("acme/users-api", "SemVer", null, List.of(), List.of(), null, false);
        assertThat(new ImageSelector(loose).select("1.2")).isInstanceOf(Selection.Selected.class);
    }

    @Test
    void ignoresBeforeItAllows() {
        ImageSelector selector = patterns(List.of("^[0-9a-f]{40}$"), List.of("^dead"));
        assertThat(selector.select(COMMIT)).isInstanceOf(Selection.Selected.class);
        assertThat(selector.select("deadbeef" + "0".repeat(32)))
                .isEqualTo(new Selection.Refused("the tag matches ignoreTagsRegexes ^dead"));
        assertThat(selector.select("1.2.3"))
                .isEqualTo(new Selection.Refused("the tag does not match allowTagsRegexes ^[0-9a-f]{40}$"));
    }

    @Test
    void findsAPatternAnywhereInTheTagAsKargoDoes() {
        assertThat(patterns(List.of("rc"), List.of()).select("1.0.0-rc.1")).isInstanceOf(Selection.Selected.class);
        assertThat(patterns(List.of("x", "^1"), List.of()).select("1.0.0")).isInstanceOf(Selection.Selected.class);
    }

    @Test
    void saysThatAPatternIsInvalid() {
        // Look-ahead is Java's, not RE2's: Kargo would refuse it too.
        assertThat(patterns(List.of("^(?!x).*$"), List.of()).select("1.0.0"))
                .isInstanceOfSatisfying(
                        Selection.Refused.class, no -> assertThat(no.reason()).contains("invalid"));
    }

    @Test
    void cannotBeHeldUpByAPattern() {
        ImageSelector selector = patterns(List.of("^(a+)+$"), List.of());
        long start = System.nanoTime();
        assertThat(selector.select("a".repeat(120) + "!")).isInstanceOf(Selection.Refused.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void knowsWhichTagIsAheadByItsStrategy() {
        ImageSelector semVer =
                new ImageSelector(new ImageSubscription("a/b", "SemVer", null, List.of(), List.of(), null, true));
        assertThat(semVer.ordersAfter("2.0.0", "1.9.0")).isTrue();
        assertThat(semVer.ordersAfter("1.9.0", "2.0.0")).isFalse();
        assertThat(semVer.ordersAfter("1.9.0", "1.9.0")).isFalse();
        assertThat(patterns(List.of(), List.of()).ordersAfter("2.0.0", "1.9.0")).isFalse();
    }

    private static ImageSelector patterns(List<String> allow, List<String> ignore) {
        return new ImageSelector(
                new ImageSubscription("acme/users-api", "NewestBuild", null, allow, ignore, null, true));
    }
}
