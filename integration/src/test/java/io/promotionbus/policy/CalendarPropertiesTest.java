package io.promotionbus.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.policy.StagePolicy.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Daily windows against a reckoning that writes down every start of the days around, clock changes included. */
class CalendarPropertiesTest {

    private static final int DAYS_AROUND = 3;

    /** Days on which clocks change in Lisbon or New York, and one on which they do not. */
    private static final List<LocalDate> DAYS = List.of(
            LocalDate.of(2026, 3, 29),
            LocalDate.of(2026, 10, 25),
            LocalDate.of(2026, 3, 8),
            LocalDate.of(2026, 11, 1),
            LocalDate.of(2026, 6, 17));

    @Property(tries = 100)
    void isOpenExactlyWhenTheReckoningSaysSo(
            @ForAll("windows") @Size(min = 1, max = 4) List<Window> windows, @ForAll("instants") Instant at) {
        assertThat(open(windows, at)).isEqualTo(reckoned(windows, at));
    }

    @Property(tries = 100)
    void changesWhenItSaysAndNotBefore(
            @ForAll("windows") @Size(min = 1, max = 3) List<Window> windows, @ForAll("instants") Instant at) {
        Instant change = next(Calendar.openAt(windows, at));
        Instant known = at.plus(Duration.ofHours(30));
        boolean now = open(windows, at);
        Instant end = change == null || change.isAfter(known) ? known : change;
        for (Instant before = at; before.isBefore(end); before = before.plusSeconds(60)) {
            assertThat(reckoned(windows, before)).as("%s", before).isEqualTo(now);
        }
        if (change != null && !change.isAfter(known)) {
            assertThat(reckoned(windows, change)).isNotEqualTo(now);
        }
    }

    @Property(tries = 100)
    void oneMoreDenyNeverOpens(
            @ForAll("windows") @Size(max = 3) List<Window> windows,
            @ForAll("window") Window another,
            @ForAll("instants") Instant at) {
        Window deny = new Window("Deny", another.schedule(), another.duration(), another.timeZone(), null);
        List<Window> more = Stream.concat(windows.stream(), Stream.of(deny)).toList();
        assertThat(open(more, at) && !open(windows, at)).isFalse();
    }

    private static boolean open(List<Window> windows, Instant at) {
        return Calendar.openAt(windows, at) instanceof Opening.Open;
    }

    private static Instant next(Opening opening) {
        return switch (opening) {
            case Opening.Open open -> open.nextChange();
            case Opening.Closed closed -> closed.until();
        };
    }

    private static boolean reckoned(List<Window> windows, Instant at) {
        boolean allows = windows.stream().anyMatch(window -> window.kind().equals("Allow"));
        boolean denied = windows.stream().anyMatch(window -> window.kind().equals("Deny") && covers(window, at));
        boolean allowed = windows.stream().anyMatch(window -> window.kind().equals("Allow") && covers(window, at));
        return !denied && (!allows || allowed);
    }

    private static boolean covers(Window window, Instant at) {
        ZoneId zone = ZoneId.of(window.timeZone());
        String[] fields = window.schedule().split(" ");
        LocalTime time = LocalTime.of(Integer.parseInt(fields[1]), Integer.parseInt(fields[0]));
        LocalDate day = LocalDate.ofInstant(at, zone);
        return IntStream.rangeClosed(-DAYS_AROUND, 1)
                .mapToObj(offset -> start(day.plusDays(offset), time, zone))
                .anyMatch(start -> !start.isAfter(at) && at.isBefore(start.plus(window.duration())));
    }

    private static Instant start(LocalDate day, LocalTime time, ZoneId zone) {
        ZoneOffsetTransition jump = zone.getRules().getTransition(day.atTime(time));
        return jump != null && jump.isGap()
                ? jump.getInstant()
                : ZonedDateTime.ofLocal(day.atTime(time), zone, null).toInstant();
    }

    @Provide
    Arbitrary<Window> window() {
        return Combinators.combine(
                        Arbitraries.of("Allow", "Deny"),
                        Arbitraries.of(0, 15, 30, 59),
                        Arbitraries.integers().between(0, 23).injectDuplicates(0.3),
                        Arbitraries.of(1, 30, 60, 90, 240, 720, 1500),
                        Arbitraries.of("Europe/Lisbon", "America/New_York", "America/Sao_Paulo", "UTC"))
                .as((kind, minute, hour, minutes, zone) ->
                        new Window(kind, minute + " " + hour + " * * *", Duration.ofMinutes(minutes), zone, null));
    }

    @Provide
    Arbitrary<List<Window>> windows() {
        return window().list().ofMaxSize(4);
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Combinators.combine(Arbitraries.of(DAYS), Arbitraries.integers().between(-12 * 60, 30 * 60))
                .as((day, minute) ->
                        day.atStartOfDay(ZoneId.of("UTC")).toInstant().plusSeconds(60L * minute));
    }
}
