package io.promotionbus.feed;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.GitCommit;
import io.promotionbus.promotion.MergedChanges.Merged;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which merged pull requests are in Freight: those whose commit one of its commits is or follows. */
public final class FreightChanges {

    private final FreightAge age;

    /** Walks back from a commit. */
    @FunctionalInterface
    public interface Behind {
        /** The noted commits among it and those before it. */
        Set<String> commits(String sha);
    }

    public FreightChanges(FreightAge age) {
        this.age = age;
    }

    public Set<Merged> containedIn(Freight freight, Set<Merged> changes, Behind behind) {
        Set<String> contained = new HashSet<>();
        for (String commit : commits(freight)) {
            contained.add(commit);
            contained.addAll(behind.commits(commit));
        }
        return changes.stream()
                .filter(change -> contained.contains(change.commit()))
                .collect(Collectors.toSet());
    }

    private Set<String> commits(Freight freight) {
        Set<String> commits =
                freight.commits().stream().map(GitCommit::id).collect(Collectors.toCollection(HashSet::new));
        freight.images().forEach(image -> age.commitOf(image).ifPresent(commits::add));
        return commits;
    }
}
