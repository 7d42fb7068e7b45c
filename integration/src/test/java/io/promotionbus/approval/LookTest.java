package io.promotionbus.approval;

import static io.promotionbus.approval.Requested.ASKED;
import static io.promotionbus.approval.Requested.ENDS;
import static io.promotionbus.approval.Requested.QA;
import static io.promotionbus.approval.Requested.RUNNING;
import static io.promotionbus.approval.Requested.commits;
import static io.promotionbus.approval.Requested.open;
import static io.promotionbus.approval.Requested.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.approval.ApprovalRequest.Reminding;
import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Origin;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.Consent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How a request looks once the world has moved on, and when it is over. */
class LookTest {

    private static StagePolicy.Approval gate(
            Duration expiresAfter, @Nullable Duration remindEvery, StagePolicy.FourEyes fourEyes) {
        return new StagePolicy.Approval(
                List.of(new Requirement("qa", 2)),
                fourEyes,
                List.of(),
                expiresAfter,
                Duration.ofHours(24),
                remindEvery,
                StagePolicy.CommentRule.OnReject,
                null);
    }

    @Test
    void isUnchangedWhileTheWorldIs() {
        Look look = Look.with(open(), view(QA, 1), commits("dev"));

        assertThat(look.differsFrom(open())).isFalse();
        assertThat(look.policy()).isEqualTo("quality");
        assertThat(look.current()).isEqualTo(Side.of(RUNNING));
        assertThat(open().seen(look)).isEqualTo(open());
    }

    @Test
    void followsThePolicy() {
        StagePolicy.Approval stricter = gate(Duration.ofHours(1), null, QA.fourEyes());

        Look look = Look.with(open(), view(stricter, 2), commits("dev"));

        assertThat(look.require()).containsExactly(new Requirement("qa", 2));
        assertThat(look.missing()).containsExactly("qa 2");
        assertThat(look.expiresAt()).isEqualTo(ASKED.plus(Duration.ofHours(1)));
        assertThat(look.differsFrom(open())).isTrue();
        ApprovalRequest seen = open().seen(look);
        assertThat(look.differsFrom(seen)).isFalse();
        assertThat(seen.missing()).containsExactly("qa 2");
        assertThat(Look.with(seen, view(stricter, 3), commits("dev")).differsFrom(seen))
                .as("what it is bound to")
                .isTrue();
    }

    @Test
    void noticesEachThingThatDiffers() {
        ApprovalRequest request = open();
        Look same = Look.with(request, view(QA, 1), commits("dev"));
        Look required = new Look(
                same.policy(),
                List.of(),
                same.missing(),
                same.sight(),
                same.incoming(),
                same.current(),
                same.commits(),
                same.expiresAt(),
                same.reminding());
        Look missing = new Look(
                same.policy(),
                same.require(),
                List.of(),
                same.sight(),
                same.incoming(),
                same.current(),
                same.commits(),
                same.expiresAt(),
                same.reminding());
        Look read = new Look(
                same.policy(),
                same.require(),
                same.missing(),
                same.sight(),
                same.incoming(),
                same.current(),
                commits("po"),
                same.expiresAt(),
                same.reminding());
        Look later = new Look(
                same.policy(),
                same.require(),
                same.missing(),
                same.sight(),
                same.incoming(),
                same.current(),
                same.commits(),
                same.expiresAt().plusSeconds(1),
                same.reminding());

        assertThat(List.of(required, missing, read, later)).allMatch(look -> look.differsFrom(request));
    }

    @Test
    void keepsWhatItKnewWhereNoPolicyHoldsAnyMore() {
        Look look = Look.with(open(), view(null, 0), commits("dev"));

        assertThat(look.policy()).isEqualTo("quality");
        assertThat(look.require()).isEqualTo(QA.require());
        assertThat(look.expiresAt()).isEqualTo(open().expiresAt());
    }

    @Test
    void waitsForTheCommitsWhereThePolicySaysSo() {
        CommitRange unknown = CommitRange.unavailable(ENDS, "x");
        StagePolicy.Approval waits = gate(Duration.ofHours(72), null, StagePolicy.FourEyes.DEFAULT);

        assertThat(Look.with(open(), view(waits, 1), unknown).missing()).containsExactly(Consent.Open.COMMITS, "qa 2");
        assertThat(Look.with(open(), view(waits, 1), commits("dev")).missing()).containsExactly("qa 2");
        assertThat(Look.with(open(), view(QA, 1), unknown).missing()).containsExactly("qa 1");
    }

    @Test
    void remindsFromTheLastReminderOnOrFromTheQuestion() {
        StagePolicy.Approval hourly = gate(Duration.ofHours(72), Duration.ofHours(1), QA.fourEyes());
        Instant last = ASKED.plus(Duration.ofHours(5));
        ApprovalRequest reminded =
                Requested.request(new RequestState.Open(), new Reminding(5, last, last.plusSeconds(1)));

        assertThat(Look.with(open(), view(hourly, 1), commits("dev")).reminding())
                .isEqualTo(new Reminding(0, null, ASKED.plus(Duration.ofHours(1))));
        assertThat(Look.with(reminded, view(hourly, 1), commits("dev")).reminding())
                .isEqualTo(new Reminding(5, last, last.plus(Duration.ofHours(1))));
        assertThat(Look.with(reminded, view(QA, 1), commits("dev")).reminding())
                .isEqualTo(new Reminding(5, last, null));
        assertThat(Look.with(reminded, view(null, 1), commits("dev")).reminding())
                .isEqualTo(new Reminding(5, last, null));
    }

    @Test
    void keepsTheCommitsOfTheSameEndsAndReadsOthers() {
        CommitRange known = commits("dev");
        Ends others = new Ends("acme/users", "a".repeat(40), "d".repeat(40));

        assertThat(Look.commits(known, ENDS)).isSameAs(known);
        assertThat(Look.commits(known, others)).isEqualTo(CommitRange.unavailable(others, CommitRange.READING));
        assertThat(Look.commits(null, ENDS)).isEqualTo(CommitRange.unavailable(ENDS, CommitRange.READING));
        Ends nowhere = new Ends(null, null, "d".repeat(40));
        assertThat(Look.commits(null, nowhere)).isEqualTo(CommitRange.unavailable(nowhere, "no-repository"));
        Ends unknown = new Ends("acme/users", null, null);
        assertThat(Look.commits(null, unknown)).isEqualTo(CommitRange.unavailable(unknown, "no-commit"));
        Ends equal = new Ends("acme/users", "a".repeat(40), "a".repeat(40));
        assertThat(Look.commits(known, equal))
                .isEqualTo(new CommitRange(equal, Status.COMPLETE, List.of(), 0, 0, null));
    }

    @Test
    void looksAtTheCommitsBetweenWhatRunsAndWhatWouldCome() {
        Sources sources = new Sources(
                "acme/users",
                images -> images.stream()
                        .collect(Collectors.toMap(
                                image -> image, image -> (image.tag().equals("v2") ? "b" : "a").repeat(40))));

        assertThat(Look.at(open(), view(QA, 1), sources)).isEqualTo(Look.with(open(), view(QA, 1), commits("dev")));
    }

    @Test
    void showsWhatRunsFromTheSameOriginFirst() {
        Freight reports = Requested.freight("r1", Origin.warehouse("reports"));

        assertThat(current(List.of(reports, RUNNING))).isEqualTo(Side.of(RUNNING));
        assertThat(current(List.of(reports))).isEqualTo(Side.of(reports));
        assertThat(current(List.of())).isNull();
    }

    private static @Nullable Side current(List<Freight> running) {
        return Look.current(view(QA, 1, running, List.of(), List.of()));
    }

    @Test
    void isOverAtItsTimeUnlessItIsSettled() {
        Instant end = open().expiresAt();
        RequestState.Approved approved = new RequestState.Approved(ASKED, ASKED.plusSeconds(60), List.of("qa"), null);
        RequestState.Approved used =
                new RequestState.Approved(ASKED, ASKED.plusSeconds(60), List.of("qa"), new UUID(0, 5));
        RequestState.Rejected rejected = new RequestState.Rejected(ASKED, "qa", "no");

        assertThat(open().expiredAt(end.minusNanos(1))).isFalse();
        assertThat(open().expiredAt(end)).isTrue();
        assertThat(open().in(approved).expiredAt(ASKED.plusSeconds(59))).isFalse();
        assertThat(open().in(approved).expiredAt(ASKED.plusSeconds(60))).isTrue();
        assertThat(open().in(used).expiredAt(end)).isFalse();
        assertThat(open().in(rejected).expiredAt(end)).isFalse();
        assertThat(List.of(new RequestState.Open(), approved)).noneMatch(RequestState::settled);
        assertThat(List.of(used, rejected, new RequestState.Expired(ASKED, true)))
                .allMatch(RequestState::settled);
    }

    @Test
    void changesOneThingAtATime() {
        PersonDecision made = Requested.decision("qa", PersonDecision.Kind.APPROVE, "sha256:base");
        ApprovalRequest.Asked asked = new ApprovalRequest.Asked("issuer", "4f", "dev", "urgent");
        Reminding reminded = new Reminding(1, ASKED, null);
        RequestState rejected = new RequestState.Rejected(ASKED, "qa", "no");

        assertThat(open().with(List.of(made))).isEqualTo(open(made));
        assertThat(open().reminded(reminded)).isEqualTo(Requested.request(new RequestState.Open(), reminded));
        assertThat(open().askedBy(asked).asked()).isEqualTo(asked);
        assertThat(open().announcedNow()).isEqualTo(open());
        ApprovalRequest decided = open().decided(List.of(made), List.of(), rejected);
        assertThat(decided.decisions()).containsExactly(made);
        assertThat(decided.missing()).isEmpty();
        assertThat(decided.state()).isEqualTo(rejected);
        assertThat(made.kind().slug()).isEqualTo("approve");
        assertThat(made.who().is(made.who().issuer(), "sub-qa")).isTrue();
        assertThat(made.who().is("another", "sub-qa")).isFalse();
        assertThat(made.who().is(made.who().issuer(), "sub-po")).isFalse();
    }

    @Test
    void namesItsStateAsTheContractDoes() {
        assertThat(List.of(
                        new RequestState.Open().slug(),
                        new RequestState.Approved(ASKED, ASKED, List.of(), null).slug(),
                        new RequestState.Rejected(ASKED, "qa", "no").slug(),
                        new RequestState.Superseded(ASKED, new UUID(0, 2)).slug(),
                        new RequestState.Expired(ASKED, false).slug(),
                        new RequestState.Withdrawn(ASKED, "gate-gone").slug()))
                .containsExactly("open", "approved", "rejected", "superseded", "expired", "withdrawn");
    }
}
