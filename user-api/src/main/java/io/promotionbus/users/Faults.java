package io.promotionbus.users;

import io.promotionbus.users.AppProperties.Fault;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** The fault switch for demonstrations; without {@code app.fault} it does nothing at all. */
@Component("fault")
class Faults extends OncePerRequestFilter implements HealthIndicator {

    static final Duration GOOD_FOR = Duration.ofSeconds(20);
    private static final Duration DELAY = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final @Nullable Fault fault;
    private final Clock clock;
    private volatile @Nullable Instant readySince;

    Faults(AppProperties app, Clock clock) {
        this.fault = app.fault();
        this.clock = clock;
        if (fault != null) {
            LOG.warn("app.fault={}: this instance misbehaves on purpose", fault);
        }
    }

    @EventListener
    void on(AvailabilityChangeEvent<ReadinessState> change) {
        if (change.getState() != ReadinessState.ACCEPTING_TRAFFIC || readySince != null) {
            return;
        }
        readySince = clock.instant();
        if (fault == Fault.CRASH) {
            Future<?> unused = Executors.newSingleThreadScheduledExecutor(
                            Thread.ofPlatform().daemon().name("fault-crash").factory())
                    .schedule(Faults::crash, GOOD_FOR.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void crash() {
        LOG.error("app.fault=crash: exiting now");
        Runtime.getRuntime().halt(1);
    }

    @Override
    public Health health() {
        if (fault == Fault.UNREADY || (fault == Fault.LATE && servedLongEnough())) {
            return Health.outOfService().withDetail("fault", fault).build();
        }
        return Health.up().build();
    }

    private boolean servedLongEnough() {
        Instant since = readySince;
        return since != null && clock.instant().isAfter(since.plus(GOOD_FOR));
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (fault == Fault.SLOW) {
            LockSupport.parkNanos(DELAY.toNanos());
        }
        chain.doFilter(request, response);
    }
}
