package io.promotionbus.promotion;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Second Promotions of one attempt. Every method joins the caller's transaction. */
public interface Duplicates {

    /** Keeps it; false when it is known. {@code delete} while it is Pending. */
    boolean add(String project, String kargoName, UUID attempt, boolean delete, Instant wall);

    /** Those to be deleted, postponed to {@code again} for everybody else meanwhile. */
    List<Duplicate> due(Instant wall, Instant again);

    /** It is gone or runs. */
    void settled(String project, String kargoName);

    record Duplicate(String project, String kargoName, UUID attempt) {}
}
