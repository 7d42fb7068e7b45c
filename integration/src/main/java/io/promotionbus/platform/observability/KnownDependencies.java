package io.promotionbus.platform.observability;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.promotionbus.platform.Dependencies;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

@Component
class KnownDependencies implements Dependencies {

    private static final Logger LOG = LoggerFactory.getLogger(KnownDependencies.class);
    private static final int MAX_DETAIL = 300;

    private final ConcurrentMap<String, State> states = new ConcurrentHashMap<>();
    private final Clock clock;
    private final MeterRegistry meters;

    KnownDependencies(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void answered(String name) {
        State known = states.get(name);
        if (known != null && known.up()) {
            return;
        }
        State before = put(new State(name, true, clock.instant(), null));
        if (before != null && !before.up()) {
            LOG.info("{} answers again", name);
        }
    }

    @Override
    public void away(String name, String detail) {
        String shortened = detail.length() > MAX_DETAIL ? detail.substring(0, MAX_DETAIL) + "…" : detail;
        State known = states.get(name);
        Instant since = known != null && !known.up() ? known.since() : clock.instant();
        State before = put(new State(name, false, since, shortened));
        if (before == null || before.up()) {
            LOG.warn("{} does not answer: {}; the bus waits and tries again", name, shortened);
        }
    }

    private @org.jspecify.annotations.Nullable State put(State state) {
        State before = states.put(state.name(), state);
        if (before == null) {
            Gauge.builder("bus.dependency.up", states, all -> up(all, state.name()))
                    .description("1 when the bus's last call to the dependency was answered")
                    .tag("dependency", state.name())
                    .register(meters);
        }
        return before;
    }

    private static double up(ConcurrentMap<String, State> states, String name) {
        State state = states.get(name);
        return state != null && state.up() ? 1 : 0;
    }

    @Override
    public List<State> states() {
        return states.values().stream()
                .sorted(java.util.Comparator.comparing(State::name))
                .toList();
    }
}
