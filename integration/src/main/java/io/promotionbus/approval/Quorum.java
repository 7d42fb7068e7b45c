package io.promotionbus.approval;

import io.promotionbus.policy.StagePolicy.Requirement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether enough people agreed: every entry of {@code require} met, one person counting once, for the entry where it helps
 * most (a maximum matching of people and places). Pure.
 */
public final class Quorum {

    private final List<Requirement> require;
    private final List<String> places = new ArrayList<>();

    private Quorum(List<Requirement> require) {
        this.require = List.copyOf(require);
        for (Requirement entry : require) {
            for (int i = 0; i < entry.count(); i++) {
                places.add(entry.role());
            }
        }
    }

    /**
     * Somebody who approved.
     *
     * @param roles those of the required roles that the person had at the decision
     * @param needsSecond four-eyes could not clear the person: one more distinct person must agree
     */
    public record Approver(String subject, Set<String> roles, boolean needsSecond) {}

    /**
     * How far it is.
     *
     * @param met people counted per entry, in the order of {@code require}
     * @param counted for which role each approver counts; those who count for none are absent
     * @param missing what is still needed, such as {@code qa 1}; empty when it is complete
     */
    public record Count(List<Integer> met, Map<String, String> counted, List<String> missing) {

        public boolean complete() {
            return missing.isEmpty();
        }
    }

    /** @param approvers in the order of their decisions; each subject once */
    public static Count of(List<Requirement> require, List<Approver> approvers) {
        return new Quorum(require).count(approvers);
    }

    private Count count(List<Approver> approvers) {
        List<Approver> cleared =
                approvers.stream().filter(approver -> !approver.needsSecond()).toList();
        Matching withoutDoubt = match(cleared);
        if (withoutDoubt.size() == places.size()) {
            return counted(withoutDoubt, 0);
        }
        // People who are cleared first, so that those in doubt only fill what is left.
        List<Approver> ordered = new ArrayList<>(cleared);
        approvers.stream().filter(Approver::needsSecond).forEach(ordered::add);
        Matching all = match(ordered);
        boolean doubtful = approvers.size() > cleared.size();
        int needed = places.size() + (doubtful ? 1 : 0);
        long able = approvers.stream()
                .filter(approver -> places.stream().anyMatch(approver.roles()::contains))
                .count();
        int secondMissing = doubtful && able < needed ? 1 : 0;
        return counted(all, secondMissing);
    }

    private Count counted(Matching matching, int secondMissing) {
        List<Integer> met = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        int place = 0;
        for (Requirement entry : require) {
            int taken = 0;
            for (int i = 0; i < entry.count(); i++) {
                taken += matching.taken(place++) ? 1 : 0;
            }
            met.add(taken);
            if (taken < entry.count()) {
                missing.add(entry.role() + " " + (entry.count() - taken));
            }
        }
        if (secondMissing > 0) {
            missing.add("second-person 1");
        }
        return new Count(met, matching.counted(), missing);
    }

    private Matching match(List<Approver> approvers) {
        Matching matching = new Matching(places);
        approvers.forEach(matching::place);
        return matching;
    }

    /** Augmenting paths: whoever has a place keeps one, perhaps another, when somebody else comes. */
    private static final class Matching {

        private final List<String> places;
        private final @Nullable Approver[] holders;

        Matching(List<String> places) {
            this.places = places;
            this.holders = new Approver[places.size()];
        }

        void place(Approver approver) {
            augment(approver, new HashSet<>());
        }

        private boolean augment(Approver approver, Set<Integer> tried) {
            for (int place = 0; place < places.size(); place++) {
                if (!approver.roles().contains(places.get(place)) || !tried.add(place)) {
                    continue;
                }
                Approver holder = holders[place];
                if (holder == null || augment(holder, tried)) {
                    holders[place] = approver;
                    return true;
                }
            }
            return false;
        }

        boolean taken(int place) {
            return holders[place] != null;
        }

        int size() {
            int size = 0;
            for (Approver holder : holders) {
                size += holder == null ? 0 : 1;
            }
            return size;
        }

        Map<String, String> counted() {
            Map<String, String> counted = new LinkedHashMap<>();
            for (int place = 0; place < places.size(); place++) {
                Approver holder = holders[place];
                if (holder != null) {
                    counted.put(holder.subject(), places.get(place));
                }
            }
            return counted;
        }
    }
}
