package io.promotionbus.policy;

import io.promotionbus.kargo.PolicyObject;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Signals;
import io.promotionbus.platform.security.People;
import io.promotionbus.platform.security.People.IdentityUnavailable;
import io.promotionbus.platform.security.People.Person;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the policies that can never be met before they hold somebody up at night. Asks the identity provider, so it runs
 * on a timer of its own and the last answer stands while that is away. The stages are not held for it: somebody may be
 * given the role tomorrow.
 */
public final class CheckNeeds {

    private static final Logger LOG = LoggerFactory.getLogger(CheckNeeds.class);

    private final PolicyRecords records;
    private final People people;
    private final BusinessClock clock;
    private final Signals signals;
    private volatile @Nullable Map<String, List<String>> unmet;

    public CheckNeeds(PolicyRecords records, People people, BusinessClock clock, Signals signals) {
        this.records = records;
        this.people = people;
        this.clock = clock;
        this.signals = signals;
    }

    public void handle() {
        try {
            Map<String, List<String>> found = check();
            if (!found.equals(unmet)) {
                found.forEach((policy, because) ->
                        LOG.warn("Policy {} can never be met: {}", policy, String.join("; ", because)));
                unmet = found;
                signals.raise(PolicySignals.STATUSES);
            }
        } catch (IdentityUnavailable away) {
            LOG.info("Whether policies can be met is checked later: {}", away.getMessage());
        }
    }

    /** Why the policy can never be met, empty when it can; absent while nobody knows. */
    @Nullable
    List<String> of(String project, String policy) {
        Map<String, List<String>> known = unmet;
        return known == null ? null : known.getOrDefault(project + "/" + policy, List.of());
    }

    private Map<String, List<String>> check() {
        Map<String, Set<String>> members = new HashMap<>();
        Map<String, List<String>> found = new TreeMap<>();
        for (PolicyObject object : records.all()) {
            if (PolicyReader.read(object) instanceof PolicyReader.Reading.Understood understood) {
                List<String> because = UnmetNeeds.of(
                        understood.policy(), role -> members.computeIfAbsent(role, this::withRole), clock.now());
                if (!because.isEmpty()) {
                    found.put(object.project() + "/" + object.name(), because);
                }
            }
        }
        return found;
    }

    private Set<String> withRole(String role) {
        return people.withRole(role).stream()
                .filter(person -> person.enabled() && !person.serviceAccount())
                .map(Person::subject)
                .collect(Collectors.toSet());
    }
}
