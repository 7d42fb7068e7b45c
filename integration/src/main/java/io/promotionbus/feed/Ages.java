package io.promotionbus.feed;

import io.promotionbus.feed.FreightAge.Made;
import io.promotionbus.feed.FreightAge.Story;
import io.promotionbus.kargo.Image;
import io.promotionbus.promotion.Newness;
import io.promotionbus.promotion.Newness.Comparison;
import io.promotionbus.promotion.Newness.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of two sets of images was made later: commit ancestry on the default branch if known, else the images' creation
 * times, else first receipt.
 */
final class Ages {

    private static final Story NOTHING = new Story(null, null, null);

    private final Map<Image, Story> stories;
    private final CommitOrder commits;

    Ages(Map<Image, Story> stories, CommitOrder commits) {
        this.stories = Map.copyOf(stories);
        this.commits = commits;
    }

    /** What is known about {@code one}, seen from {@code other}. */
    Comparison compare(Made one, Made other) {
        Comparison ancestry = agreed(one, other, Newness.ANCESTRY, this::ancestry);
        if (ancestry != null) {
            return ancestry;
        }
        Comparison created = agreed(one, other, "image-time", Ages::created);
        return created != null ? created : receipt(one, other);
    }

    /** All images that say something must say the same; a mixture says nothing. */
    private @Nullable Comparison agreed(Made one, Made other, String basis, Rule rule) {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        String reason = "";
        for (Image image : one.images()) {
            for (Image counterpart : other.images()) {
                if (image.repoUrl().equals(counterpart.repoUrl())) {
                    Optional<Comparison> said = rule.compare(story(image), story(counterpart));
                    if (said.isPresent()) {
                        verdicts.add(said.get().verdict());
                        reason = said.get().reason();
                    }
                }
            }
        }
        return verdicts.size() == 1 ? new Comparison(verdicts.iterator().next(), basis, reason) : null;
    }

    private Story story(Image image) {
        return stories.getOrDefault(image, NOTHING);
    }

    private Optional<Comparison> ancestry(Story one, Story other) {
        String commit = one.commit();
        String otherCommit = other.commit();
        if (commit == null || otherCommit == null || commit.equals(otherCommit)) {
            return Optional.empty();
        }
        Verdict verdict = commits.of(commit, otherCommit);
        return verdict == Verdict.UNKNOWN
                ? Optional.empty()
                : Optional.of(new Comparison(
                        verdict,
                        Newness.ANCESTRY,
                        "commit " + shortly(commit) + " came to the default branch "
                                + (verdict == Verdict.NEWER ? "after " : "before ") + shortly(otherCommit)));
    }

    private static Optional<Comparison> created(Story one, Story other) {
        Instant created = one.createdAt();
        Instant otherCreated = other.createdAt();
        if (created == null || otherCreated == null || created.equals(otherCreated)) {
            return Optional.empty();
        }
        return Optional.of(dated("image-time", "the image was built", created, otherCreated));
    }

    private Comparison receipt(Made one, Made other) {
        Instant received = received(one);
        Instant otherReceived = received(other);
        if (received == null || otherReceived == null) {
            received = one.discoveredAt();
            otherReceived = other.discoveredAt();
        }
        if (received.equals(otherReceived)) {
            return new Comparison(Verdict.UNKNOWN, "none", "nothing says which was made first");
        }
        return dated("receipt", "it was first received", received, otherReceived);
    }

    private static Comparison dated(String basis, String what, Instant one, Instant other) {
        return one.isAfter(other)
                ? new Comparison(Verdict.NEWER, basis, what + " at " + one + ", after " + other)
                : new Comparison(Verdict.OLDER, basis, what + " at " + one + ", before " + other);
    }

    /** When the last of the images was first received; absent unless all were. */
    private @Nullable Instant received(Made made) {
        Instant last = null;
        for (Image image : made.images()) {
            Instant received = story(image).receivedAt();
            if (received == null) {
                return null;
            }
            last = last == null || received.isAfter(last) ? received : last;
        }
        return last;
    }

    private static String shortly(String commit) {
        return commit.substring(0, Math.min(7, commit.length()));
    }

    private interface Rule {
        Optional<Comparison> compare(Story one, Story other);
    }
}
