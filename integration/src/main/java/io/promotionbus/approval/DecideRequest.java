package io.promotionbus.approval;

import io.promotionbus.approval.PersonDecision.Kind;
import io.promotionbus.approval.PersonDecision.Who;
import io.promotionbus.audit.Actor;
import io.promotionbus.audit.AuditEntry;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.Transactions;
import io.promotionbus.platform.security.People;
import io.promotionbus.platform.security.People.Person;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.CommentRule;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Lanes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person decides. The person is read from the identity provider at this moment; everything else is compared under the
 * lane's lock, where nothing can change any more: whoever comes second finds the request decided.
 */
public final class DecideRequest {

    private final Requests requests;
    private final DecisionRecords decisions;
    private final Lanes lanes;
    private final People people;
    private final Ledger ledger;
    private final Announcements announcements;
    private final EndRequest endRequest;
    private final Sources sources;
    private final Transactions transactions;
    private final BusinessClock clock;
    private final Clock wall;
    private final Ids ids;

    DecideRequest(
            Requests requests,
            DecisionRecords decisions,
            Lanes lanes,
            People people,
            Ledger ledger,
            Announcements announcements,
            EndRequest endRequest,
            Sources sources,
            Transactions transactions,
            BusinessClock clock,
            Clock wall,
            Ids ids) {
        this.requests = requests;
        this.decisions = decisions;
        this.lanes = lanes;
        this.people = people;
        this.ledger = ledger;
        this.announcements = announcements;
        this.endRequest = endRequest;
        this.sources = sources;
        this.transactions = transactions;
        this.clock = clock;
        this.wall = wall;
        this.ids = ids;
    }

    /**
     * What was posted.
     *
     * @param comment absent when empty
     * @param fingerprint what the page showed
     */
    public record Word(Kind kind, @Nullable String comment, String fingerprint) {}

    /**
     * Decides. The request exists; refusals come in the order of the JSON contract.
     *
     * @throws People.IdentityUnavailable when nobody can say who the requester is; nothing is decided
     */
    public Outcome handle(UUID id, Requester requester, Word word) {
        Optional<Outcome> ended = transactions.call(() -> {
            ApprovalRequest request = requests.find(id).orElseThrow();
            if (request.expiredAt(clock.now())) {
                lanes.lock(request.project(), request.stage());
                expire(request);
            }
            return ended(requests.find(id).orElseThrow());
        });
        if (ended.isPresent()) {
            return ended.get();
        }
        Optional<Person> person = people.bySubject(requester.subject());
        return transactions.call(() -> underLock(id, requester, person, word));
    }

    private Outcome underLock(UUID id, Requester requester, Optional<Person> person, Word word) {
        ApprovalRequest before = requests.find(id).orElseThrow();
        lanes.lock(before.project(), before.stage());
        expire(before);
        Optional<GateView> view = lanes.view(before.project(), before.stage(), before.freight());
        withdrawIfPointless(before, view);
        ApprovalRequest request = requests.find(id).orElseThrow();
        return ended(request).orElseGet(() -> decide(request, view.orElseThrow(), requester, person, word));
    }

    private void expire(ApprovalRequest request) {
        if (endRequest.expire(request.id())) {
            lanes.evaluateSoon(request.project(), request.stage());
        }
    }

    /** What the core will do at its next look, done here when the decision comes first. */
    private void withdrawIfPointless(ApprovalRequest request, Optional<GateView> view) {
        String because = view.isEmpty()
                ? "candidate-gone"
                : !view.get().quarantines().isEmpty()
                        ? "quarantined"
                        : OpenRequest.gate(view.get()).isEmpty() ? "gate-gone" : "";
        if (!because.isEmpty()) {
            endRequest.withdraw(request.id(), because);
            lanes.evaluateSoon(request.project(), request.stage());
        }
    }

    private Optional<Outcome> ended(ApprovalRequest request) {
        return switch (request.state()) {
            case RequestState.Open open -> Optional.empty();
            case RequestState.Superseded superseded -> Optional.of(new Outcome.Ended("superseded", superseded.by()));
            case RequestState.Expired expired -> Optional.of(new Outcome.Ended("expired", null));
            case RequestState.Withdrawn withdrawn -> Optional.of(new Outcome.Ended("withdrawn", null));
            case RequestState.Approved approved -> Optional.of(new Outcome.Ended("decided", null));
            case RequestState.Rejected rejected -> Optional.of(new Outcome.Ended("decided", null));
        };
    }

    private Outcome decide(
            ApprovalRequest request, GateView view, Requester requester, Optional<Person> person, Word word) {
        StagePolicy.Approval gate = OpenRequest.gate(view).orElseThrow();
        Look look = Look.at(request, view, sources);
        Eligibility eligibility = Eligibility.of(gate, person, known(request, gate, look, requester));
        if (eligibility instanceof Eligibility.Denied denied) {
            ledger.noted(ledger.about(request, actor(requester), "approval.denied")
                    .because(denied.slug().slug())
                    .after("decision", word.kind().slug()));
            return new Outcome.Denied(denied.slug(), denied.argument());
        }
        if (decidedAlready(request, look, requester)) {
            return new Outcome.DecidedByYou();
        }
        if (!look.sight().fingerprint().equals(word.fingerprint())) {
            List<String> differs = decisions
                    .sight(request.id(), word.fingerprint())
                    .map(look.sight()::differences)
                    .orElse(List.of());
            return new Outcome.Changed(look.sight().fingerprint(), differs);
        }
        if (word.comment() == null && commentRequired(gate.comment(), word.kind())) {
            return new Outcome.CommentRequired();
        }
        store(request.seen(look), gate, (Eligibility.Eligible) eligibility, person.orElseThrow(), word);
        return new Outcome.Decided(request.id());
    }

    private Eligibility.Case known(ApprovalRequest request, StagePolicy.Approval gate, Look look, Requester requester) {
        return new Eligibility.Case(
                look.commits(),
                gate.distinctFrom().isEmpty()
                        ? Set.of()
                        : decisions.approvedIn(
                                request.project(),
                                request.freight(),
                                gate.distinctFrom(),
                                requester.issuer(),
                                requester.subject()),
                requester.authTime(),
                wall.instant());
    }

    /** An approval about another base does not count any more, so its author may decide again. */
    private static boolean decidedAlready(ApprovalRequest request, Look look, Requester requester) {
        return request.decisions().stream()
                .anyMatch(decision -> decision.who().is(requester.issuer(), requester.subject())
                        && decision.base().equals(look.sight().base()));
    }

    static boolean commentRequired(CommentRule rule, Kind kind) {
        return rule == CommentRule.Always || (rule == CommentRule.OnReject && kind == Kind.REJECT);
    }

    private void store(
            ApprovalRequest request,
            StagePolicy.Approval gate,
            Eligibility.Eligible eligible,
            Person person,
            Word word) {
        Instant now = clock.now();
        Who who = new Who(
                person.issuer(), person.subject(), person.username(), person.name(), person.github(), person.email());
        PersonDecision decision = new PersonDecision(
                ids.next(),
                request.id(),
                who,
                eligible.roles(),
                word.kind(),
                word.comment(),
                now,
                request.fingerprint(),
                request.sight().base(),
                eligible.needsSecond());
        decisions.remember(who);
        decisions.add(decision);
        decisions.remember(request.id(), request.sight());
        List<PersonDecision> all = new ArrayList<>(request.decisions());
        all.add(decision);
        Quorum.Count count =
                Tally.of(all, gate.require(), gate.fourEyes(), request.sight().base(), request.commits());
        ApprovalRequest decided = request.decided(all, count.missing(), next(word, decision, all, count, gate));
        ledger.changed(request, decided, entry(request, decision, who));
        settle(decided);
    }

    private static RequestState next(
            Word word, PersonDecision latest, List<PersonDecision> all, Quorum.Count count, StagePolicy.Approval gate) {
        Instant now = latest.at();
        if (word.kind() == Kind.REJECT) {
            return new RequestState.Rejected(
                    now, latest.who().username(), word.comment() == null ? "" : word.comment());
        }
        if (!count.complete()) {
            return new RequestState.Open();
        }
        List<String> by = Tally.counting(all, latest.base()).stream()
                .map(decision -> decision.who().username())
                .toList();
        return new RequestState.Approved(now, now.plus(gate.validFor()), by, null);
    }

    private AuditEntry entry(ApprovalRequest request, PersonDecision decision, Who who) {
        String action = decision.kind() == Kind.APPROVE ? "approval.approved" : "approval.rejected";
        return ledger.about(request, new Actor.Person(who.issuer(), who.subject(), who.username()), action)
                .because(decision.comment())
                .after("fingerprint", decision.fingerprint())
                .after("decision", decision.id().toString())
                .after("roles", decision.roles().stream().sorted().toList());
    }

    private void settle(ApprovalRequest request) {
        if (request.state() instanceof RequestState.Rejected rejected) {
            announcements.rejected(request, rejected);
        } else if (request.state() instanceof RequestState.Approved) {
            announcements.unsaid(request);
        }
        lanes.evaluateSoon(request.project(), request.stage());
    }

    private static Actor actor(Requester requester) {
        return Actor.Person.of(requester);
    }

    /** How it ended. Everything but {@link Decided} changed nothing but the audit log. */
    public sealed interface Outcome {

        record Decided(UUID request) implements Outcome {}

        /** {@code slug}: superseded (with {@code by}), expired, withdrawn, decided. */
        record Ended(String slug, @Nullable UUID by) implements Outcome {}

        record Denied(Eligibility.Slug slug, String argument) implements Outcome {}

        record DecidedByYou() implements Outcome {}

        /** {@code differs}: the parts that are not as they were shown; empty when that was never shown by the bus. */
        record Changed(String fingerprint, List<String> differs) implements Outcome {}

        record CommentRequired() implements Outcome {}
    }
}
