package io.promotionbus.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;

class FaultsIT {

    @Test
    void neverGetsReadyWithFaultUnready() {
        try (UsersServer server = UsersServer.start("--app.fault=unready")) {
            assertThat(server.send("GET", "/actuator/health/readiness", null, null)
                            .status())
                    .isEqualTo(503);
            assertThat(server.send("GET", "/actuator/health/liveness", null, null)
                            .status())
                    .isEqualTo(200);
            assertThat(server.get("/api/users").status()).isEqualTo(200);
        }
    }

    @Test
    void turnsUnreadyTwentySecondsAfterItWasReadyWithFaultLate() {
        Instant start = Instant.parse("2026-01-05T10:00:00Z");
        var now = new Object() {
            Instant value = start;
        };
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Objects.requireNonNull(now.value);
            }
        };
        Faults faults = new Faults(new AppProperties("1", "c", "dev", AppProperties.Fault.LATE), clock);
        faults.on(new AvailabilityChangeEvent<>(this, ReadinessState.ACCEPTING_TRAFFIC));

        now.value = start.plus(Faults.GOOD_FOR);
        assertThat(faults.health().getStatus()).isEqualTo(Status.UP);
        now.value = start.plus(Faults.GOOD_FOR).plus(Duration.ofMillis(1));
        assertThat(faults.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void answersLateWithFaultSlow() {
        try (UsersServer server = UsersServer.start("--app.fault=slow")) {
            Instant before = Instant.now();
            assertThat(server.send("GET", "/api/version", null, null).status()).isEqualTo(200);
            assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        }
    }
}
