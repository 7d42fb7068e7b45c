package io.promotionbus.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.policy.Opening.Closed;
import io.promotionbus.policy.Opening.Open;
import io.promotionbus.policy.StagePolicy.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(20)
class CalendarTest {

    private static final Window WEEKEND = deny("0 18 * * FRI", "PT62H", "America/Sao_Paulo", "fim de semana");
    private static final Window OFFICE = allow("0 9 * * MON-FRI", "PT8H", "UTC");

    private static Window deny(String schedule, String duration, String zone, @Nullable String reason) {
        return new Window("Deny", schedule, Duration.parse(duration), zone, reason);
    }

    private static Window allow(String schedule, String duration, String zone) {
        return new Window("Allow", schedule, Duration.parse(duration), zone, null);
    }

    private static Instant at(String instant) {
        return Instant.parse(instant);
    }

    private static Opening open(@Nullable String until) {
        return new Open(until == null ? null : at(until));
    }

    private static Opening closed(@Nullable String until, String reason) {
        return new Closed(until == null ? null : at(until), reason);
    }

    @Test
    void isAlwaysOpenWithoutWindows() {
        assertThat(Calendar.openAt(List.of(), at("2026-01-01T00:00:00Z"))).isEqualTo(open(null));
    }

    // São Paulo is UTC-3 all year; 2026-01-02 is a Friday.
    @ParameterizedTest
    @CsvSource({
        "2026-01-02T20:59:59Z, true, 2026-01-02T21:00:00Z",
        "2026-01-02T21:00:00Z, false, 2026-01-05T11:00:00Z",
        "2026-01-04T12:00:00Z, false, 2026-01-05T11:00:00Z",
        "2026-01-05T10:59:59Z, false, 2026-01-05T11:00:00Z",
        "2026-01-05T11:00:00Z, true, 2026-01-09T21:00:00Z"
    })
    void closesForTheWeekendAndSaysWhy(String when, boolean open, String change) {
        assertThat(Calendar.openAt(List.of(WEEKEND), at(when)))
                .isEqualTo(open ? open(change) : closed(change, "fim de semana"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-05T08:59:00Z, false, 2026-01-05T09:00:00Z",
        "2026-01-05T09:00:00Z, true, 2026-01-05T17:00:00Z",
        "2026-01-05T17:00:00Z, false, 2026-01-06T09:00:00Z",
        "2026-01-09T17:00:00Z, false, 2026-01-12T09:00:00Z"
    })
    void isClosedOutsideAllowWindowsOnceThereIsOne(String when, boolean open, String change) {
        assertThat(Calendar.openAt(List.of(OFFICE), at(when))).isEqualTo(open ? open(change) : closed(change, ""));
    }

    @Test
    void letsDenyBeatAllow() {
        Window lunch = deny("0 12 * * *", "PT1H", "UTC", "almoço");

        assertThat(Calendar.openAt(List.of(OFFICE, lunch), at("2026-01-05T12:30:00Z")))
                .isEqualTo(closed("2026-01-05T13:00:00Z", "almoço"));
        assertThat(Calendar.openAt(List.of(OFFICE, lunch), at("2026-01-05T11:00:00Z")))
                .isEqualTo(open("2026-01-05T12:00:00Z"));
    }

    @Test
    void doesNotOpenBetweenWindowsThatTouchOrOverlap() {
        List<Window> touching = List.of(
                deny("0 10 * * *", "PT1H", "UTC", "a"),
                deny("0 11 * * *", "PT1H", "UTC", "b"),
                deny("30 11 * * *", "PT1H", "UTC", "c"));

        assertThat(Calendar.openAt(touching, at("2026-01-05T10:10:00Z")))
                .isEqualTo(closed("2026-01-05T12:30:00Z", "a"));
        assertThat(Calendar.openAt(touching, at("2026-01-05T11:40:00Z")))
                .isEqualTo(closed("2026-01-05T12:30:00Z", "c"));
    }

    @Test
    void staysClosedWhileAWindowStartsAgainBeforeItEnds() {
        Window daily = deny("0 0 * * *", "PT25H", "UTC", "sempre");

        assertThat(Calendar.openAt(List.of(daily), at("2026-01-05T10:00:00Z"))).isInstanceOf(Closed.class);
    }

    // New York: clocks jump from 02:00 to 03:00 on 2026-03-08 (07:00Z) and back from 02:00 to 01:00 on 2026-11-01
    // (06:00Z).
    @ParameterizedTest
    @CsvSource({
        // A start the clocks jump over happens at the jump.
        "'30 2 * * *', PT1H, 2026-03-08T06:59:59Z, true",
        "'30 2 * * *', PT1H, 2026-03-08T07:00:00Z, false",
        "'30 2 * * *', PT1H, 2026-03-08T07:59:59Z, false",
        "'30 2 * * *', PT1H, 2026-03-08T08:00:00Z, true",
        // The day after it is 02:30 local again, at 06:30Z.
        "'30 2 * * *', PT1H, 2026-03-09T06:29:59Z, true",
        "'30 2 * * *', PT1H, 2026-03-09T06:30:00Z, false",
        // A window over the jump lasts as long as it says, not as the wall clock shows.
        "'0 0 * * *', PT4H, 2026-03-08T08:59:59Z, false",
        "'0 0 * * *', PT4H, 2026-03-08T09:00:00Z, true",
        // A start that happens twice counts the first time: 01:30 EDT = 05:30Z, 01:30 EST = 06:30Z.
        "'30 1 * * *', PT30M, 2026-11-01T05:29:59Z, true",
        "'30 1 * * *', PT30M, 2026-11-01T05:30:00Z, false",
        "'30 1 * * *', PT30M, 2026-11-01T05:59:59Z, false",
        "'30 1 * * *', PT30M, 2026-11-01T06:00:00Z, true",
        "'30 1 * * *', PT30M, 2026-11-01T06:30:00Z, true",
        "'30 1 * * *', PT90M, 2026-11-01T06:10:00Z, false",
        "'30 1 * * *', PT90M, 2026-11-01T06:59:59Z, false",
        "'30 1 * * *', PT90M, 2026-11-01T07:00:00Z, true",
    })
    void keepsItsHoursWhenClocksChange(String schedule, String duration, String when, boolean open) {
        List<Window> windows = List.of(deny(schedule, duration, "America/New_York", ""));

        assertThat(Calendar.openAt(windows, at(when)) instanceof Open).isEqualTo(open);
    }

    // Lisbon: clocks jump from 01:00 to 02:00 on 2026-03-29 (01:00Z) and back from 02:00 to 01:00 on 2026-10-25
    // (01:00Z).
    @ParameterizedTest
    @CsvSource({
        // A start in the gap (01:30 does not exist) happens at the jump.
        "'30 1 * * *', PT1H, 2026-03-29T00:59:59Z, true",
        "'30 1 * * *', PT1H, 2026-03-29T01:00:00Z, false",
        "'30 1 * * *', PT1H, 2026-03-29T02:00:00Z, true",
        "'30 1 * * *', PT1H, 2026-03-30T00:29:59Z, true",
        "'30 1 * * *', PT1H, 2026-03-30T00:30:00Z, false",
        // Right at the edges of the gap.
        "'0 1 * * *', PT1H, 2026-03-29T00:59:59Z, true",
        "'0 1 * * *', PT1H, 2026-03-29T01:00:00Z, false",
        "'0 2 * * *', PT1H, 2026-03-29T01:00:00Z, false",
        "'0 2 * * *', PT1H, 2026-03-29T02:00:00Z, true",
        // In the overlap the first 01:30 counts (00:30Z), the second (01:30Z) does not.
        "'30 1 * * *', PT30M, 2026-10-25T00:29:59Z, true",
        "'30 1 * * *', PT30M, 2026-10-25T00:30:00Z, false",
        "'30 1 * * *', PT30M, 2026-10-25T01:00:00Z, true",
        "'30 1 * * *', PT30M, 2026-10-25T01:45:00Z, true",
        // A weekend over the change lasts 62 hours, whatever the wall clock shows: Saturday 18:00 to Tuesday 07:00
        // local.
        "'0 18 * * SAT', PT62H, 2026-10-27T06:59:59Z, false",
        "'0 18 * * SAT', PT62H, 2026-10-27T07:00:00Z, true",
    })
    void keepsItsHoursInLisbon(String schedule, String duration, String when, boolean open) {
        List<Window> windows = List.of(deny(schedule, duration, "Europe/Lisbon", ""));

        assertThat(Calendar.openAt(windows, at(when)) instanceof Open).isEqualTo(open);
    }

    @Test
    void saysThatItNeverOpens() {
        Window always = deny("0 0 * * *", "PT25H", "Europe/Lisbon", "sempre");
        assertThat(Calendar.openAt(List.of(OFFICE, always), at("2026-01-05T10:00:00Z")))
                .isEqualTo(closed(null, "sempre"));
    }

    @Test
    void findsTheNextStartFromBothSidesOfAClockChange() {
        List<Window> windows = List.of(deny("30 1 * * *", "PT30M", "America/New_York", ""));

        assertThat(Calendar.openAt(windows, at("2026-11-01T05:00:00Z"))).isEqualTo(open("2026-11-01T05:30:00Z"));
        assertThat(Calendar.openAt(windows, at("2026-11-01T06:15:00Z"))).isEqualTo(open("2026-11-02T06:30:00Z"));
    }

    @Test
    void matchesEitherDayFieldWhenBothAreGiven() {
        List<Window> windows = List.of(deny("0 0 13 * FRI", "PT1H", "UTC", ""));

        assertThat(Calendar.openAt(windows, at("2026-01-13T00:30:00Z"))).isInstanceOf(Closed.class);
        assertThat(Calendar.openAt(windows, at("2026-01-16T00:30:00Z"))).isInstanceOf(Closed.class);
        assertThat(Calendar.openAt(windows, at("2026-01-15T00:30:00Z"))).isInstanceOf(Open.class);
    }

    @Test
    void takesSundayAsZeroAndAsSeven() {
        for (String sunday : List.of("0", "7", "SUN")) {
            List<Window> windows = List.of(deny("0 0 * * " + sunday, "PT1H", "UTC", ""));

            assertThat(Calendar.openAt(windows, at("2026-01-04T00:30:00Z")))
                    .as(sunday)
                    .isInstanceOf(Closed.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0 18 * * FRI, UTC, false",
        "*/5 * * * *, UTC, false",
        "61 18 * * FRI, UTC, true",
        "0 18 * * NEVER, UTC, true",
        "0 18 * *, UTC, true",
        "0 0 31 2 *, UTC, true",
        "0 18 * * FRI, Mars/Olympus, true"
    })
    void saysWhatIsWrongWithAWindow(String schedule, String zone, boolean wrong) {
        assertThat(Calendar.problem(deny(schedule, "PT1H", zone, null)).isPresent())
                .isEqualTo(wrong);
    }
}
