package io.promotionbus.approval;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The requests as rows. Whoever writes holds the lane's lock; every method joins the caller's transaction. Business time.
 */
public interface Requests {

    void insert(ApprovalRequest request);

    Optional<ApprovalRequest> find(UUID id);

    /** The newest request per Freight of the stage, as it stands. */
    List<Brief> newest(String project, String stage);

    Optional<ApprovalRequest> newest(String project, String stage, String freight);

    /** Requests that people were told about and that this one superseded, oldest first; without their decisions. */
    List<ApprovalRequest> replacedBy(ApprovalRequest request);

    /** Open ones of the stage, oldest first. */
    List<ApprovalRequest> open(String project, String stage);

    /** Ids of open or approved, unused ones of the stage whose time has come. */
    List<UUID> due(String project, String stage, Instant now);

    /** Stages where a request ends or a reminder is due. */
    Set<Lane> lanesDue(Instant now);

    /** Ids of open ones of the stage whose reminder is due. */
    List<UUID> remindersDue(String project, String stage, Instant now);

    /** @throws IllegalStateException when the row is not at the version before; somebody wrote without the lock */
    void update(ApprovalRequest request);

    /** Newest first, at most {@code limit}, older than {@code before} when given. */
    List<ApprovalRequest> list(Filter filter, @Nullable UUID before, int limit);

    record Lane(String project, String stage) {}

    record Brief(
            UUID id,
            String freight,
            RequestState state,
            Instant createdAt,
            Instant expiresAt,
            List<String> missing,
            @Nullable String askedBy) {}

    /**
     * What to list.
     *
     * @param roles only those that need one of these roles, absent for all
     */
    record Filter(
            @Nullable String state,
            @Nullable String project,
            @Nullable String stage,
            @Nullable Set<String> roles) {}
}
