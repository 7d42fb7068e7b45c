package io.promotionbus.feed;

import io.promotionbus.feed.Artifacts.SeenArtifact;
import io.promotionbus.feed.Registry.ImageFacts;
import io.promotionbus.intake.ImageName;
import io.promotionbus.kargo.Image;
import io.promotionbus.promotion.Newness.Comparison;
import io.promotionbus.promotion.Newness.Verdict;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which of two sets of images was made later: commit ancestry on the default branch if known, else the images' creation
 * times, else first receipt. Reads stored facts only.
 */
public final class FreightAge {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final Artifacts artifacts;
    private final CommitGraph commits;

    public FreightAge(Artifacts artifacts, CommitGraph commits) {
        this.artifacts = artifacts;
        this.commits = commits;
    }

    public Comparison compare(Made one, Made other) {
        Comparison ancestry = agreed(one, other, "ancestry", this::ancestry);
        if (ancestry != null) {
            return ancestry;
        }
        Comparison created = agreed(one, other, "image-time", this::created);
        return created != null ? created : receipt(one, other);
    }

    /** All images that say something must say the same; a mixture says nothing. */
    private static @Nullable Comparison agreed(Made one, Made other, String basis, Rule rule) {
        Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        String reason = "";
        for (Image image : one.images()) {
            for (Image counterpart : other.images()) {
                if (image.repoUrl().equals(counterpart.repoUrl())) {
                    Optional<Comparison> said = rule.compare(image, counterpart);
                    if (said.isPresent()) {
                        verdicts.add(said.get().verdict());
                        reason = said.get().reason();
                    }
                }
            }
        }
        return verdicts.size() == 1 ? new Comparison(verdicts.iterator().next(), basis, reason) : null;
    }

    private Optional<Comparison> ancestry(Image one, Image other) {
        String commit = commit(one);
        String otherCommit = commit(other);
        if (commit == null || otherCommit == null || commit.equals(otherCommit)) {
            return Optional.empty();
        }
        if (commits.precedes(otherCommit, commit)) {
            return Optional.of(new Comparison(
                    Verdict.NEWER,
                    "ancestry",
                    "commit " + shortly(commit) + " came to the default branch after " + shortly(otherCommit)));
        }
        if (commits.precedes(commit, otherCommit)) {
            return Optional.of(new Comparison(
                    Verdict.OLDER,
                    "ancestry",
                    "commit " + shortly(commit) + " came to the default branch before " + shortly(otherCommit)));
        }
        return Optional.empty();
    }

    private Optional<Comparison> created(Image one, Image other) {
        Instant created = createdAt(one);
        Instant otherCreated = createdAt(other);
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

    /** The commit that the image was built from, as far as its tag, its delivery or itself says. */
    public Optional<String> commitOf(Image image) {
        return Optional.ofNullable(commit(image));
    }

    private @Nullable String commit(Image image) {
        if (COMMIT.matcher(image.tag()).matches()) {
            return image.tag();
        }
        String hinted = seen(image).map(SeenArtifact::commit).orElse(null);
        return hinted != null
                ? hinted
                : artifacts.image(image.digest()).map(ImageFacts::revision).orElse(null);
    }

    private @Nullable Instant createdAt(Image image) {
        return artifacts.image(image.digest()).map(ImageFacts::createdAt).orElse(null);
    }

    /** When the last of the images was first received; absent unless all were. */
    private @Nullable Instant received(Made made) {
        Instant last = null;
        for (Image image : made.images()) {
            SeenArtifact seen = seen(image).orElse(null);
            if (seen == null) {
                return null;
            }
            last = last == null || seen.firstReceivedAt().isAfter(last) ? seen.firstReceivedAt() : last;
        }
        return last;
    }

    private Optional<SeenArtifact> seen(Image image) {
        return ImageName.parse(image.repoUrl())
                .flatMap(name -> artifacts.find(name.toString(), image.tag(), image.digest()));
    }

    private static String shortly(String commit) {
        return commit.substring(0, 7);
    }

    /** Freight, or what is about to become Freight. */
    public record Made(List<Image> images, Instant discoveredAt) {}

    private interface Rule {
        Optional<Comparison> compare(Image one, Image other);
    }
}
