package io.promotionbus.approval;

import static io.promotionbus.approval.ApprovalBench.PROJECT;
import static io.promotionbus.approval.ApprovalBench.freight;
import static io.promotionbus.approval.ApprovalBench.requester;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promotionbus.approval.CommitRange.Status;
import io.promotionbus.approval.DecideRequest.Outcome;
import io.promotionbus.approval.DecideRequest.Word;
import io.promotionbus.approval.PersonDecision.Kind;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.security.People.IdentityUnavailable;
import io.promotionbus.platform.security.People.Person;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.CommentRule;
import io.promotionbus.policy.StagePolicy.FourEyes;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.Consent;
import io.promotionbus.promotion.Consents.Question;
import io.promotionbus.promotion.Consents.Use;
import io.promotionbus.support.KnownPeople;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The life of a request on a real PostgreSQL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestLifeIT {

    private final ApprovalBench bench = new ApprovalBench();
    private String stage = "";

    @AfterAll
    void close() {
        bench.close();
    }

    @BeforeEach
    void reset() {
        stage = bench.stage();
        bench.people.away(false);
        bench.people.with("qa", "qa").with("qa2", "qa").with("lead", "qa", "po");
        bench.lanes.gate = ApprovalBench.gate(new Requirement("qa", 1));
        bench.lanes.generation = 1;
        bench.lanes.running = "e".repeat(40);
        bench.lanes.freezes = List.of();
        bench.lanes.quarantines = List.of();
        bench.history = ends -> new CommitRange(
                ends, Status.COMPLETE, List.of(ApprovalBench.commit("c".repeat(40), "dev")), 3, 1, null);
        bench.told.clear();
        bench.audit.clear();
    }

    @Test
    void asksOnceAndTellsOnceTheCommitsAreKnown() {
        String freight = freight();
        UUID first = bench.inLane(stage, () -> bench.consents.ask(new Question(PROJECT, stage, freight, "quality")));
        UUID again = bench.inLane(stage, () -> bench.consents.ask(new Question(PROJECT, stage, freight, "quality")));
        assertThat(again).isEqualTo(first);
        assertThat(bench.told).as("nobody before there is something to see").isEmpty();
        String before = bench.fingerprint(first);

        bench.readCommits();
        bench.readCommits();

        assertThat(bench.told).containsExactly("approval-requested qa " + first);
        assertThat(bench.actions(first)).containsExactly("approval.requested");
        assertThat(bench.fingerprint(first))
                .as("commits belong to what is approved")
                .isNotEqualTo(before);
        assertThat(consent(freight)).isInstanceOfSatisfying(Consent.Open.class, open -> {
            assertThat(open.missing()).containsExactly("qa 1");
            assertThat(open.requestedBy()).isNull();
        });
    }

    @Test
    void tellsAlsoWhenGitHubIsAwayAndReadsAgain() {
        bench.history = ends -> CommitRange.unavailable(ends, "github-away");
        UUID id = bench.ask(stage, freight());
        assertThat(bench.told).containsExactly("approval-requested qa " + id);
        assertThat(bench.find(id).commits().because()).isEqualTo("github-away");

        bench.history = ends -> new CommitRange(ends, Status.COMPLETE, List.of(), 0, 0, null);
        bench.readCommits();
        assertThat(bench.find(id).commits().status()).as("the pause is kept").isEqualTo(Status.UNAVAILABLE);
        bench.clock.advance(Duration.ofSeconds(10));
        bench.readCommits();
        assertThat(bench.find(id).commits().status()).isEqualTo(Status.COMPLETE);
        assertThat(bench.told).hasSize(1);
    }

    @Test
    void approvesAndIsUsedOnce() {
        String freight = freight();
        UUID id = bench.ask(stage, freight);
        bench.evaluated.clear();
        assertThat(bench.approve(id, "qa")).isEqualTo(new Outcome.Decided(id));
        assertThat(bench.evaluated).contains(stage);
        assertThat(consent(freight))
                .isInstanceOfSatisfying(
                        Consent.Approved.class,
                        approved -> assertThat(approved.actors()).containsExactly("qa"));

        UUID attempt = UUID.randomUUID();
        assertThat(use(id, attempt))
                .isInstanceOfSatisfying(
                        Use.Granted.class,
                        granted -> assertThat(granted.by().getFirst().name()).isEqualTo("qa"));
        assertThat(use(id, attempt)).as("the same attempt again").isInstanceOf(Use.Granted.class);
        assertThat(use(id, UUID.randomUUID())).isEqualTo(new Use.Changed("used"));
        assertThat(consent(freight)).isEqualTo(new Consent.Used(id));
        assertThat(bench.actions(id)).containsExactly("approval.requested", "approval.approved");
    }

    @Test
    void doesNotUseAnApprovalOfAnotherBase() {
        UUID id = bench.ask(stage, freight());
        bench.approve(id, "qa");
        bench.lanes.running = "d".repeat(40);
        assertThat(use(id, UUID.randomUUID())).isEqualTo(new Use.Changed("current"));
        bench.lanes.running = "e".repeat(40);
        bench.lanes.generation = 2;
        assertThat(use(id, UUID.randomUUID())).isEqualTo(new Use.Changed("policy"));
        bench.lanes.generation = 1;
        bench.lanes.freezes = List.of(freeze());
        assertThat(use(id, UUID.randomUUID()))
                .as("a freeze is a hold, not a change")
                .isInstanceOf(Use.Granted.class);
    }

    @Test
    void aRejectionStandsUntilSomebodyReopens() {
        String freight = freight();
        UUID id = bench.ask(stage, freight);
        assertThat(bench.reject(id, "qa", null)).isEqualTo(new Outcome.CommentRequired());
        assertThat(bench.reject(id, "qa", "quebra o login")).isEqualTo(new Outcome.Decided(id));
        assertThat(consent(freight)).isInstanceOfSatisfying(Consent.Rejected.class, rejected -> {
            assertThat(rejected.by()).isEqualTo("qa");
            assertThat(rejected.comment()).isEqualTo("quebra o login");
        });
        assertThat(bench.told).contains("approval-rejected Told " + id);
        assertThat(bench.ask(stage, freight)).as("not asked again").isEqualTo(id);
        assertThat(bench.askExplicitly.ask(PROJECT, stage, freight, requester("po"), "por favor"))
                .isEqualTo(new AskExplicitly.Outcome.Refused("rejected", id));

        var outcome = bench.askExplicitly.reopen(id, requester("operator"), "corrigido fora");
        assertThat(outcome).isInstanceOfSatisfying(AskExplicitly.Outcome.Opened.class, opened -> {
            assertThat(opened.request()).isNotEqualTo(id);
            assertThat(bench.find(opened.request()).reopens()).isEqualTo(id);
            assertThat(bench.actions(id)).contains("approval.reopened");
        });
        assertThat(consent(freight))
                .isInstanceOfSatisfying(
                        Consent.Open.class,
                        open -> assertThat(open.requestedBy()).isEqualTo("operator"));
        assertThat(bench.askExplicitly.reopen(id, requester("operator"), "de novo"))
                .isInstanceOf(AskExplicitly.Outcome.Refused.class);
    }

    @Test
    void refusesInTheOrderOfTheContract() {
        bench.lanes.gate = new StagePolicy.Approval(
                List.of(new Requirement("qa", 1)),
                new FourEyes("Authors", "SecondPerson", "Wait"),
                List.of(),
                Duration.ofHours(72),
                Duration.ofHours(24),
                null,
                CommentRule.Always,
                new StagePolicy.StepUp(Duration.ofMinutes(5)));
        bench.people.with(person("robot", true, true, "qa")).with(person("gone", false, false, "qa"));
        bench.people.with(KnownPeople.person("dev", Set.of("qa")));
        UUID id = bench.ask(stage, freight());
        String stale = "sha256:" + "0".repeat(64);

        bench.people.away(true);
        assertThatThrownBy(() -> decide(id, requester("viewer"), null, stale)).isInstanceOf(IdentityUnavailable.class);
        bench.people.away(false);
        assertThat(decide(id, requester("stranger"), null, stale)).isEqualTo(denied("NOT_A_PERSON", ""));
        assertThat(decide(id, requester("robot"), null, stale)).isEqualTo(denied("NOT_A_PERSON", ""));
        assertThat(decide(id, requester("viewer"), null, stale)).isEqualTo(denied("ROLE", "qa"));
        assertThat(decide(id, requester("gone"), null, stale)).as("disabled").isEqualTo(denied("ROLE", "qa"));
        assertThat(decide(id, requester("dev"), null, stale)).isEqualTo(denied("AUTHOR", "c".repeat(40)));
        assertThat(decide(id, requester("qa"), null, stale)).as("no auth_time").isEqualTo(denied("STEP_UP", ""));
        assertThat(decide(id, loggedIn("qa", Duration.ofMinutes(6)), null, stale))
                .isEqualTo(denied("STEP_UP", ""));
        assertThat(decide(id, loggedIn("qa", Duration.ofMinutes(1)), null, stale))
                .isEqualTo(new Outcome.Changed(bench.fingerprint(id), List.of()));
        assertThat(decide(id, loggedIn("qa", Duration.ofMinutes(1)), null, bench.fingerprint(id)))
                .isEqualTo(new Outcome.CommentRequired());
        assertThat(bench.actions(id)).filteredOn("approval.denied"::equals).hasSize(7);
        assertThat(bench.find(id).state()).isEqualTo(new RequestState.Open());
        assertThat(decide(id, loggedIn("qa", Duration.ofMinutes(1)), "ok", bench.fingerprint(id)))
                .isEqualTo(new Outcome.Decided(id));
        bench.people.away(true);
        assertThat(decide(id, requester("stranger"), null, stale))
                .as("what has ended is said before anybody is looked up")
                .isEqualTo(new Outcome.Ended("decided", null));
    }

    @Test
    void saysWhatChangedSinceThePageWasShown() {
        UUID id = bench.ask(stage, freight());
        String shown = bench.fingerprint(id);
        bench.lanes.freezes = List.of(freeze());
        bench.lanes.generation = 2;
        assertThat(decide(id, requester("qa"), null, shown))
                .isEqualTo(new Outcome.Changed(bench.fingerprint(id), List.of("freezes", "policy")));
        assertThat(bench.approve(id, "qa")).isEqualTo(new Outcome.Decided(id));
    }

    @Test
    void aChangedBaseMakesEarlierApprovalsVoid() {
        bench.lanes.gate = ApprovalBench.gate(new Requirement("qa", 2));
        UUID id = bench.ask(stage, freight());
        assertThat(bench.approve(id, "qa")).isEqualTo(new Outcome.Decided(id));
        assertThat(bench.approve(id, "qa")).isEqualTo(new Outcome.DecidedByYou());
        bench.lanes.running = "d".repeat(40);
        bench.inLane(stage, () -> {
            bench.consents.expireDue(PROJECT, stage);
            return true;
        });
        bench.readCommits();
        assertThat(bench.find(id).missing()).containsExactly("qa 2");
        assertThat(bench.approve(id, "qa2")).isEqualTo(new Outcome.Decided(id));
        assertThat(bench.find(id).state()).isEqualTo(new RequestState.Open());
        assertThat(bench.approve(id, "qa")).as("about the new base").isEqualTo(new Outcome.Decided(id));
        assertThat(bench.find(id).state()).isInstanceOf(RequestState.Approved.class);
    }

    @Test
    void anyRejectEndsAQuorum() {
        bench.lanes.gate = ApprovalBench.gate(new Requirement("qa", 2));
        UUID id = bench.ask(stage, freight());
        bench.approve(id, "qa");
        assertThat(bench.reject(id, "qa2", "não")).isEqualTo(new Outcome.Decided(id));
        assertThat(bench.find(id).state()).isInstanceOf(RequestState.Rejected.class);
        assertThat(bench.approve(id, "lead")).isEqualTo(new Outcome.Ended("decided", null));
    }

    @Test
    void whoApprovedThereDoesNotApproveHere() {
        String freight = freight();
        UUID before = bench.ask(stage, freight);
        bench.approve(before, "lead");
        String prod = bench.stage();
        bench.lanes.gate = new StagePolicy.Approval(
                List.of(new Requirement("po", 1)),
                new StagePolicy.FourEyes("None", "SecondPerson", "Wait"),
                List.of(stage),
                Duration.ofHours(72),
                Duration.ofHours(24),
                null,
                CommentRule.OnReject,
                null);
        UUID id = bench.ask(prod, freight);
        assertThat(bench.approve(id, "lead")).isEqualTo(denied("DISTINCT_FROM", stage));
        assertThat(bench.approve(id, "po")).isEqualTo(new Outcome.Decided(id));
    }

    @Test
    void silenceExpiresAndNeverApproves() {
        String freight = freight();
        UUID id = bench.ask(stage, freight);
        bench.clock.advance(Duration.ofHours(71));
        bench.due.evaluateDue();
        assertThat(consent(freight)).isInstanceOf(Consent.Open.class);
        bench.clock.advance(Duration.ofHours(1));
        assertThat(bench.due.evaluateDue()).isTrue();
        assertThat(bench.due.evaluateDue()).as("once").isFalse();
        assertThat(consent(freight))
                .isInstanceOfSatisfying(
                        Consent.Expired.class,
                        expired -> assertThat(expired.approved()).isFalse());
        assertThat(bench.approve(id, "qa")).isEqualTo(new Outcome.Ended("expired", null));
        assertThat(bench.ask(stage, freight)).as("not asked again by itself").isEqualTo(id);
        assertThat(bench.actions(id)).containsExactly("approval.requested", "approval.expired");
    }

    @Test
    void anApprovalThatCouldNotRunInTimeExpires() {
        String freight = freight();
        UUID id = bench.ask(stage, freight);
        bench.approve(id, "qa");
        bench.clock.advance(Duration.ofHours(24));
        assertThat(use(id, UUID.randomUUID())).isEqualTo(new Use.Changed("approval-expired"));
        bench.inLane(stage, () -> {
            bench.consents.expireDue(PROJECT, stage);
            return true;
        });
        assertThat(consent(freight))
                .isInstanceOfSatisfying(
                        Consent.Expired.class,
                        expired -> assertThat(expired.approved()).isTrue());
    }

    @Test
    void aDecisionAfterTheExpiryFindsItExpiredEvenBeforeTheTimerCame() {
        UUID id = bench.ask(stage, freight());
        bench.clock.advance(Duration.ofHours(72));
        assertThat(bench.approve(id, "qa")).isEqualTo(new Outcome.Ended("expired", null));
        assertThat(bench.find(id).state()).isInstanceOf(RequestState.Expired.class);
    }

    @Test
    void remindsAsOftenAsThePolicySaysAndOncePerTime() {
        bench.lanes.gate = new StagePolicy.Approval(
                List.of(new Requirement("qa", 1)),
                new StagePolicy.FourEyes("None", "SecondPerson", "Wait"),
                List.of(),
                Duration.ofHours(72),
                Duration.ofHours(24),
                Duration.ofHours(8),
                CommentRule.OnReject,
                null);
        UUID id = bench.ask(stage, freight());
        bench.clock.advance(Duration.ofHours(8));
        bench.due.evaluateDue();
        bench.due.evaluateDue();
        assertThat(bench.told).containsExactly("approval-requested qa " + id, "approval-reminder1 qa " + id);
        bench.clock.advance(Duration.ofHours(30));
        bench.due.evaluateDue();
        assertThat(bench.told).as("three were missed, one is sent").hasSize(3);
        assertThat(bench.actions(id)).containsExactly("approval.requested", "approval.reminded", "approval.reminded");
    }

    @Test
    void supersedingSaysByWhatAndEndsTheOldOne() {
        String freight = freight();
        UUID old = bench.ask(stage, freight);
        UUID newer = bench.ask(stage, freight());
        bench.inLane(stage, () -> {
            bench.consents.supersede(old, newer);
            bench.consents.supersede(old, newer);
            return true;
        });
        assertThat(bench.approve(old, "qa")).isEqualTo(new Outcome.Ended("superseded", newer));
        assertThat(bench.actions(old)).containsExactly("approval.requested", "approval.superseded");
        assertThat(bench.told).contains("approval-superseded Told " + old);
        UUID again = bench.ask(stage, freight);
        assertThat(again)
                .as("what was only superseded may be asked about again")
                .isNotEqualTo(old);
    }

    @Test
    void aQuarantinedCandidateCannotBeApproved() {
        UUID id = bench.ask(stage, freight());
        bench.lanes.quarantines = List.of(UUID.randomUUID());
        assertThat(bench.approve(id, "qa")).isEqualTo(new Outcome.Ended("withdrawn", null));
        assertThat(bench.find(id).state())
                .isInstanceOfSatisfying(
                        RequestState.Withdrawn.class,
                        withdrawn -> assertThat(withdrawn.because()).isEqualTo("quarantined"));
    }

    @Test
    void fourEyesUnknownAuthorTakesASecondPerson() {
        bench.lanes.gate = new StagePolicy.Approval(
                List.of(new Requirement("qa", 1)),
                new FourEyes("Authors", "SecondPerson", "Wait"),
                List.of(),
                Duration.ofHours(72),
                Duration.ofHours(24),
                null,
                CommentRule.OnReject,
                null);
        bench.history = ends -> new CommitRange(
                ends,
                Status.COMPLETE,
                List.of(new CommitRange.Commit(
                        "c".repeat(40), "x", null, List.of(new CommitRange.Author("?", null, "who@else.org")), null)),
                1,
                1,
                null);
        UUID id = bench.ask(stage, freight());
        assertThat(bench.approve(id, "qa")).isEqualTo(new Outcome.Decided(id));
        assertThat(bench.find(id).missing()).containsExactly("second-person 1");
        assertThat(bench.approve(id, "qa2")).isEqualTo(new Outcome.Decided(id));
        assertThat(bench.find(id).state()).isInstanceOf(RequestState.Approved.class);
    }

    @Test
    void fourEyesRecognisesACoAuthorByTheRealm() {
        bench.lanes.gate = new StagePolicy.Approval(
                List.of(new Requirement("qa", 1)),
                new FourEyes("Authors", "Refuse", "Wait"),
                List.of(),
                Duration.ofHours(72),
                Duration.ofHours(24),
                null,
                CommentRule.OnReject,
                null);
        bench.history = ends -> new CommitRange(
                ends,
                Status.COMPLETE,
                List.of(new CommitRange.Commit(
                        "c".repeat(40),
                        "x",
                        null,
                        List.of(new CommitRange.Author("Qa", null, "qa@example.org")),
                        null)),
                1,
                1,
                null);
        UUID id = bench.ask(stage, freight());
        assertThat(bench.approve(id, "qa")).isEqualTo(denied("AUTHOR", "c".repeat(40)));
        assertThat(bench.approve(id, "qa2")).isEqualTo(new Outcome.Decided(id));
        assertThat(bench.find(id).state()).isInstanceOf(RequestState.Approved.class);
    }

    @Test
    void listsWhatIsMine() {
        UUID open = bench.ask(stage, freight());
        UUID decided = bench.ask(stage, freight());
        bench.approve(decided, "qa2");
        assertThat(ids(bench.read.list(null, true, PROJECT, stage, null, 10, requester("qa"))))
                .containsExactly(open);
        assertThat(ids(bench.read.list(null, true, PROJECT, stage, null, 10, requester("po"))))
                .isEmpty();
        assertThat(ids(bench.read.list(null, false, PROJECT, stage, null, 10, requester("po"))))
                .containsExactly(decided, open);
        assertThat(ids(bench.read.list(null, false, PROJECT, stage, decided, 10, requester("po"))))
                .containsExactly(open);
        assertThat(ids(bench.read.list("approved", false, PROJECT, stage, null, 10, requester("po"))))
                .containsExactly(decided);
    }

    @Test
    void readingChangesNothing() {
        UUID id = bench.ask(stage, freight());
        bench.lanes.generation = 7;
        String rows = rows();
        for (int i = 0; i < 50; i++) {
            bench.read.one(id, requester("qa"));
            bench.read.list("open", true, null, null, null, 50, requester("qa"));
        }
        assertThat(rows()).isEqualTo(rows);
        assertThat(bench.actions(id)).containsExactly("approval.requested");
    }

    private String rows() {
        return bench.store
                .jdbc()
                .sql("SELECT md5(string_agg(r::text, '|' ORDER BY id)) || (SELECT count(*) FROM approval_sight)"
                        + " || (SELECT count(*) FROM approval_decision) FROM approval_request r")
                .query(String.class)
                .single();
    }

    private static List<UUID> ids(List<RequestView> views) {
        return views.stream().map(view -> view.request().id()).toList();
    }

    private Outcome decide(UUID id, Requester who, @Nullable String comment, String fingerprint) {
        return bench.decide.handle(id, who, new Word(Kind.APPROVE, comment, fingerprint));
    }

    private Requester loggedIn(String username, Duration ago) {
        Requester plain = requester(username);
        return new Requester(
                plain.issuer(),
                plain.subject(),
                username,
                username,
                Set.of(),
                bench.clock.now().minus(ago));
    }

    private static Person person(String username, boolean enabled, boolean serviceAccount, String role) {
        return new Person(
                KnownPeople.ISSUER,
                KnownPeople.subject(username),
                username,
                username,
                null,
                false,
                enabled,
                serviceAccount,
                Set.of(role),
                null,
                null);
    }

    private static Outcome denied(String slug, String argument) {
        return new Outcome.Denied(Eligibility.Slug.valueOf(slug), argument);
    }

    private Freeze freeze() {
        return new Freeze(
                UUID.randomUUID(), PROJECT, null, "incidente", null, "operator", bench.clock.now(), null, null);
    }

    private Use use(UUID id, UUID attempt) {
        return bench.inLane(stage, () -> bench.consents.use(id, attempt));
    }

    private Consent consent(String freight) {
        return bench.store.call(() -> bench.consents.of(PROJECT, stage)).get(freight);
    }
}
