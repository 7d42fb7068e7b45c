package io.promotionbus.platform.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.DueWork;
import io.promotionbus.support.ClockControl;
import io.promotionbus.support.RunningBus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BusinessClockIT {

    private final RunningBus bus = RunningBus.shared();

    @Test
    void evaluatesDueWorkBeforeWhoeverMovedTheClockGoesOn() {
        BusinessClock clock = bus.bean(BusinessClock.class);
        List<Instant> evaluatedAt = new CopyOnWriteArrayList<>();
        DueWork twoRounds = () -> {
            evaluatedAt.add(clock.now());
            return evaluatedAt.size() < 2;
        };
        bus.context().getBeanFactory().registerSingleton("dueWorkOfTheTest", twoRounds);
        Instant before = clock.now();
        int alreadyRun = evaluatedAt.size();

        Instant after = new ClockControl(bus.database().ownerDataSource())
                .advance(Duration.ofHours(24), Duration.ofSeconds(10));

        assertThat(after).isAfterOrEqualTo(before.plus(Duration.ofHours(24)));
        assertThat(clock.now()).isAfterOrEqualTo(before.plus(Duration.ofHours(24)));
        assertThat(evaluatedAt.subList(alreadyRun, evaluatedAt.size()))
                .as("once more after something changed")
                .hasSizeGreaterThanOrEqualTo(2)
                .allMatch(at -> !at.isBefore(before.plus(Duration.ofHours(24))));
    }
}
