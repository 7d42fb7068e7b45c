package io.promotionbus.intake;

import io.promotionbus.intake.ArtifactIntake.CommitFacts;
import org.jspecify.annotations.Nullable;

/** How one attempt at a delivery ended. */
public sealed interface Outcome {

    /** {@code commits} are handed on in the transaction that stores the verdict. */
    record Decided(Verdict verdict, @Nullable CommitFacts commits) implements Outcome {}

    /** Worth another attempt, at most {@code attempts} in all. */
    record TryAgain(String slug, String detail, int attempts) implements Outcome {}

    /** Useless to try again. {@code path} is a JSON pointer. */
    record Hopeless(String slug, String detail, @Nullable String path) implements Outcome {}
}
