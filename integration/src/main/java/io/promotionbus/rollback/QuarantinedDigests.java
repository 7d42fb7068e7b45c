package io.promotionbus.rollback;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The quarantined digests as rows. Every method joins the caller's transaction. */
public interface QuarantinedDigests {

    /** False when the digest is quarantined already. {@code by} is absent for a rollback. */
    boolean add(QuarantinedDigest digest, @Nullable Person by);

    /** Locks it; empty when unknown. */
    Optional<Row> lock(UUID id);

    void lift(UUID id, String by, Instant at);

    /** Newest first, those older than {@code before} when given; only those in force unless {@code all}. */
    List<QuarantinedDigest> newest(boolean all, @Nullable UUID before, int limit);

    record Row(QuarantinedDigest digest, @Nullable Person setBy) {}

    /** As in OIDC. */
    record Person(String issuer, String subject) {}
}
