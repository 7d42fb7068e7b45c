package io.promotionbus.policy;

import io.promotionbus.policy.StagePolicy.Requirement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Why a policy that is valid can never let anything in: nobody has a role it asks for, it asks for more people than there
 * are, or no window ever opens. Pure.
 */
final class UnmetNeeds {

    /** Beyond that only the entries themselves and all of them together are looked at. */
    private static final int MOST_COMBINED = 10;

    private UnmetNeeds() {}

    /**
     * A sentence part each, empty when the policy can be met.
     *
     * @param members who has a role, by subject
     * @param at business time from which on windows are looked at
     */
    static List<String> of(StagePolicy policy, Function<String, Set<String>> members, Instant at) {
        List<String> unmet = new ArrayList<>();
        if (policy.approval() != null) {
            unmet.addAll(people(policy.approval().require(), members));
        }
        if (Calendar.openAt(policy.windows(), at) instanceof Opening.Closed closed && closed.until() == null) {
            unmet.add("no window opens within the next year");
        }
        return unmet;
    }

    private static List<String> people(List<Requirement> require, Function<String, Set<String>> members) {
        List<String> unmet = new ArrayList<>();
        for (Requirement needed : require) {
            int there = members.apply(needed.role()).size();
            if (there == 0) {
                unmet.add("nobody has the role " + needed.role());
            } else if (there < needed.count()) {
                unmet.add("the role " + needed.role() + " needs " + needed.count() + " people and has " + there);
            }
        }
        return unmet.isEmpty() ? together(require, members) : unmet;
    }

    /** One person counts once, so entries that are met alone may not be met together (Hall's marriage theorem). */
    private static List<String> together(List<Requirement> require, Function<String, Set<String>> members) {
        int all = (1 << Math.min(require.size(), MOST_COMBINED)) - 1;
        for (int chosen = 1; chosen <= all; chosen++) {
            Set<String> people = new HashSet<>();
            List<String> roles = new ArrayList<>();
            int needed = 0;
            for (int i = 0; i < Math.min(require.size(), MOST_COMBINED); i++) {
                if ((chosen & 1 << i) != 0) {
                    people.addAll(members.apply(require.get(i).role()));
                    roles.add(require.get(i).role());
                    needed += require.get(i).count();
                }
            }
            if (people.size() < needed) {
                return List.of("the roles " + String.join(" and ", roles) + " need " + needed
                        + " different people and have " + people.size());
            }
        }
        return List.of();
    }
}
