package io.promotionbus.intake;

import io.promotionbus.intake.ArtifactIntake.CommitFacts;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a stored payload says. Says nothing yet about what the registry or the Git host think of it. */
public sealed interface Interpretation {

    /** Tags were pushed. */
    record Announces(List<Announcement> announcements) implements Interpretation {}

    /** A branch moved. */
    record Commits(CommitFacts facts) implements Interpretation {}

    /** A pull request was merged; {@code facts} are for display. */
    record Merge(Map<String, Object> facts) implements Interpretation {}

    /** A test run ended; {@code facts} are for display. */
    record Evidence(Map<String, Object> facts) implements Interpretation {}

    record Ping() implements Interpretation {}

    /** Nothing to do, on purpose; the reason is a sentence. */
    record Ignored(String reason) implements Interpretation {}

    /**
     * It cannot be understood, now or later.
     *
     * @param slug {@code wrong-type}, {@code missing-field}, {@code invalid-value} or {@code malformed}
     * @param path JSON pointer (RFC 6901) of the member
     */
    record Unreadable(String slug, String detail, @Nullable String path) implements Interpretation {}
}
