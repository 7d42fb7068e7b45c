package io.promotionbus.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all contract tests have: the cluster, a way to wait, a way to skip loudly. */
abstract class Contract {

    private static final Logger LOG = LoggerFactory.getLogger(Contract.class);

    final ContractCluster cluster = ContractCluster.shared();

    /** The simulator's levers; on a real cluster the test is skipped and says why. */
    ContractCluster.Levers levers(String why) {
        return cluster.levers().orElseGet(() -> {
            LOG.warn("SKIPPED on a real cluster: {}", why);
            Assumptions.abort("needs the simulator's levers: " + why);
            throw new IllegalStateException();
        });
    }

    static void skip(String why) {
        LOG.warn("SKIPPED: {}", why);
        Assumptions.abort(why);
    }

    /** Waits until what is asked for is as wanted, and returns it. */
    JsonNode await(String what, Supplier<JsonNode> ask, Predicate<JsonNode> wanted) {
        return org.awaitility.Awaitility.await(what)
                .atMost(cluster.patience())
                .pollInterval(Duration.ofMillis(cluster.isReal() ? 100 : 5))
                .until(ask::get, wanted::test);
    }

    /** Asserts that something stays so for a while. */
    void stays(String what, Supplier<JsonNode> ask, Predicate<JsonNode> wanted) {
        Duration time = cluster.isReal() ? Duration.ofSeconds(3) : Duration.ofMillis(300);
        org.awaitility.Awaitility.await(what)
                .during(time)
                .atMost(time.plusSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .until(ask::get, wanted::test);
    }
}
