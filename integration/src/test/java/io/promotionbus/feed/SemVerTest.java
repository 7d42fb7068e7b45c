package io.promotionbus.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kargo makes of tags and constraints with SemVer (its library is Masterminds semver v3). */
class SemVerTest {

    @ParameterizedTest
    @CsvSource({
        "1.2.3, true",
        "v1.2.3, true",
        "1.2.3-rc.1+build.5, true",
        "1.2, false",
        "v1, false",
        "01.2.3, false",
    })
    void parsesStrictlyOrLoosely(String tag, boolean strict) {
        assertThat(SemVer.parse(tag, true).isPresent()).isEqualTo(strict);
        assertThat(SemVer.parse(tag, false)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latest",
                "",
                "1.2.3.4",
                "1.2.3-",
                "V1.2.3",
                "1.2.3-01",
                "1.2.3 ",
                "99999999999999999999.0.0",
                "4f2c9e1d0b7a6c5e3f1a9d8b7c6e5f4a3b2c1d0e"
            })
    void refusesWhatIsNoVersion(String tag) {
        assertThat(SemVer.parse(tag, false)).isEmpty();
    }

    @Test
    void ordersAsTheSpecificationSays() {
        List<String> ordered = List.of(
                "0.9.9",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "1.10.0",
                "2.0.0");
        List<String> shuffled = ordered.stream()
                .sorted(Comparator.comparingInt(String::hashCode))
                .sorted(Comparator.comparing(v -> SemVer.parse(v, true).orElseThrow()))
                .toList();
        assertThat(shuffled).isEqualTo(ordered);
        assertThat(version("1.0.0+a")).isEqualByComparingTo(version("1.0.0+b"));
        assertThat(version("1.0")).isEqualByComparingTo(version("v1.0.0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                // plain versions and wildcards
                "1.2.3; 1.2.3; true",
                "1.2.3; 1.2.4; false",
                "1.2; 1.2.9; true",
                "1.2; 1.3.0; false",
                "1; 1.9.9; true",
                "1.x; 2.0.0; false",
                "1.X.*; 1.4.0; true",
                "*; 7.0.0; true",
                "*; 7.0.0-rc.1; false",
                "=1.2; 1.2.7; true",
                // a comparison with open numbers covers the whole range
                ">1; 1.5.0; false",
                ">1; 2.0.0; true",
                ">1.2; 1.2.9; false",
                ">1.2; 1.3.0; true",
                ">=1.2; 1.2.0; true",
                "<2; 1.9.9; true",
                "<2; 2.0.0; false",
                "<=2; 2.9.9; true",
                "<=2.1; 2.1.9; true",
                "<=2.1; 2.2.0; false",
                "=>1.0; 1.0.0; true",
                "=<1.0; 1.0.5; true",
                // not equal
                "!=1.2.3; 1.2.3; false",
                "!=1.2; 1.2.9; false",
                "!=1.2; 1.3.0; true",
                "!=1.x; 2.0.0; true",
                // tilde and caret
                "~1.2.3; 1.2.9; true",
                "~1.2.3; 1.3.0; false",
                "~1; 1.9.0; true",
                "~>1.2; 1.2.5; true",
                "^1.2.3; 1.9.0; true",
                "^1.2.3; 2.0.0; false",
                "^0.2.3; 0.2.9; true",
                "^0.2.3; 0.3.0; false",
                "^0.0.3; 0.0.4; false",
                "^0.0; 0.0.9; true",
                "^0; 0.9.0; true",
                "^0; 1.0.0; false",
                // together
                ">=1.0.0, <2.0.0; 1.5.0; true",
                ">=1.0.0 <2.0.0; 2.0.0; false",
                ">=1.0.0 <2.0.0 || >=3.0.0; 3.1.0; true",
                "1.0 - 2.0; 1.5.0; true",
                "1.0 - 2.0; 2.0.9; true",
                "1.0 - 2.0; 2.1.0; false",
                // pre-releases need a comparison that names one, in the same alternative
                ">=1.0.0; 1.1.0-rc.1; false",
                ">=1.0.0-0; 1.1.0-rc.1; true",
                ">=1.0.0-rc.2; 1.0.0-rc.1; false",
                "^1.0.0-0; 1.5.0-beta; true",
                ">=1.0.0-0 <2 || >3; 4.0.0-rc.1; false",
                "~1.2.3-beta.2; 1.2.4-beta.1; true"
            })
    void understandsConstraints(String constraint, String tag, boolean contained) {
        SemVerRange range = SemVerRange.parse(constraint).orElseThrow();
        assertThat(range.contains(version(tag))).isEqualTo(contained);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "latest",
                ">=",
                ">=1.0 foo",
                "1.2.3.4",
                "12.3.34~ 1.2.3",
                ">=1,",
                "|| >1",
                "~=1",
                "1.2.3-beta.01"
            })
    void refusesWhatIsNoConstraint(String constraint) {
        assertThat(SemVerRange.parse(constraint)).isEmpty();
    }

    private static SemVer version(String text) {
        Optional<SemVer> version = SemVer.parse(text, false);
        return version.orElseThrow();
    }
}
