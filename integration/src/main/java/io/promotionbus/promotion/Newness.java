package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import java.util.List;

/**
 * Which of two Freight is newer in the sense of its makers, not of its arrival: commit ancestry on the default branch if
 * known, else the image's creation time, else first receipt. Implemented by the feed, which sees all three.
 *
 * <p>Answers from what is stored; never contacts anything, so that it may be called under a lane's lock.
 */
public interface Newness {

    /** The basis that is a fact of the repository and not of anybody's clock. */
    String ANCESTRY = "ancestry";

    /** Compares {@code freight} with {@code other}, both Freight names of the project. */
    Comparison compare(String project, String freight, String other);

    /**
     * For many comparisons among these Freight of the project, of which nothing changes meanwhile: what is stored about
     * all of them may be read at once, when the first comparison needs it.
     */
    default Newness among(String project, List<Freight> freights) {
        return this;
    }

    /**
     * What is known about {@code freight} seen from {@code other}.
     *
     * @param basis how it was decided: {@link #ANCESTRY}, {@code image-time}, {@code receipt}, {@code same} or
     *     {@code none}
     * @param reason a sentence for people
     */
    record Comparison(Verdict verdict, String basis, String reason) {}

    /** The answer. */
    enum Verdict {
        /** Made after the other. */
        NEWER,
        /** Made before the other, or an ancestor of it; never promoted automatically. */
        OLDER,
        /** Nothing says which came first, or both carry the same artifacts' sources. */
        UNKNOWN
    }
}
