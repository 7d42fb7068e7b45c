package io.promotionbus.approval;

import io.promotionbus.approval.PersonDecision.Who;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The requests as rows. Whoever writes holds the lane's lock; every method joins the caller's transaction. Business time,
 * but for the reading of commits, which is wall time.
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

    void add(PersonDecision decision);

    /** Keeps what approvers may see under its fingerprint, so that a later difference can be named. */
    void remember(UUID request, Sight sight);

    Optional<Sight> sight(UUID request, String fingerprint);

    /** Those of the stages in which the person approved the Freight. */
    Set<String> approvedIn(String project, String freight, Collection<String> stages, String issuer, String subject);

    /** Newest first, at most {@code limit}, older than {@code before} when given. */
    List<ApprovalRequest> list(Filter filter, @Nullable UUID before, int limit);

    /** Has the commits read, at once or from {@code at} on. */
    void readCommits(UUID request, Instant at);

    /** Claims one open request whose commits are due to be read. */
    Optional<CommitsClaim> claimCommits(String claim, Instant now, Duration lease);

    /** Ends the claim; reads again at {@code next}, or no more when absent. False when the lease was lost. */
    boolean commitsRead(UUID request, String claim, @Nullable Instant next);

    /** Keeps or corrects how the person is called. */
    void remember(Who who);

    record CommitsClaim(UUID request, int attempts) {}

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
