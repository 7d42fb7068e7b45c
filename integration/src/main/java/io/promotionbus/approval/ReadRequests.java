package io.promotionbus.approval;

import io.promotionbus.approval.Requests.Filter;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.security.People;
import io.promotionbus.platform.security.People.IdentityUnavailable;
import io.promotionbus.platform.security.People.Person;
import io.promotionbus.policy.Calendar;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Opening;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.Evidence;
import io.promotionbus.promotion.GateView;
import io.promotionbus.promotion.Lanes;
import io.promotionbus.promotion.Promotions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Shows requests. Reading changes nothing, whoever reads however often: an open request is looked at as the world is now,
 * one that ended as it was when it ended.
 */
public final class ReadRequests {

    private static final int SCAN = 200;
    private static final int MOST_SCANNED = 2_000;

    private final Requests requests;
    private final DecisionRecords decisions;
    private final Lanes lanes;
    private final Promotions promotions;
    private final People people;
    private final RoleMembers members;
    private final Sources sources;
    private final BusinessClock clock;
    private final Clock wall;

    ReadRequests(
            Requests requests,
            DecisionRecords decisions,
            Lanes lanes,
            Promotions promotions,
            People people,
            Sources sources,
            BusinessClock clock,
            Clock wall) {
        this.requests = requests;
        this.decisions = decisions;
        this.lanes = lanes;
        this.promotions = promotions;
        this.people = people;
        this.members = new RoleMembers(people, wall);
        this.sources = sources;
        this.clock = clock;
        this.wall = wall;
    }

    public boolean exists(UUID id) {
        return requests.find(id).isPresent();
    }

    /** With everything a decision needs. */
    public Optional<RequestView> one(UUID id, Requester reader) {
        return requests.find(id).map(request -> view(request, reader, person(reader), true));
    }

    /** Newest first. {@code mine}: open ones the reader may decide. */
    public List<RequestView> list(
            @Nullable String state,
            boolean mine,
            @Nullable String project,
            @Nullable String stage,
            @Nullable UUID before,
            int limit,
            Requester reader) {
        Optional<Person> person = person(reader);
        if (!mine) {
            return requests.list(new Filter(state, project, stage, null), before, limit).stream()
                    .map(request -> view(request, reader, person, false))
                    .toList();
        }
        if (state != null && !state.equals("open")) {
            return List.of();
        }
        Set<String> roles = person.map(Person::roles).orElse(Set.of());
        return decidable(new Filter("open", project, stage, roles), before, limit, reader, person);
    }

    private List<RequestView> decidable(
            Filter filter, @Nullable UUID before, int limit, Requester reader, Optional<Person> person) {
        List<RequestView> found = new ArrayList<>();
        UUID last = before;
        for (int scanned = 0; scanned < MOST_SCANNED && found.size() < limit; scanned += SCAN) {
            List<ApprovalRequest> page = requests.list(filter, last, SCAN);
            page.stream()
                    .map(request -> view(request, reader, person, false))
                    .filter(view -> view.you().may())
                    .limit(limit - found.size())
                    .forEach(found::add);
            if (page.size() < SCAN) {
                break;
            }
            last = page.getLast().id();
        }
        return found;
    }

    /** With the identity provider away, what the token says has to do for showing; it never does for deciding. */
    private Optional<Person> person(Requester reader) {
        try {
            return people.bySubject(reader.subject());
        } catch (IdentityUnavailable away) {
            return Optional.of(new Person(
                    reader.issuer(),
                    reader.subject(),
                    reader.username(),
                    reader.name(),
                    null,
                    false,
                    true,
                    false,
                    reader.roles(),
                    null,
                    null));
        }
    }

    private RequestView view(ApprovalRequest request, Requester reader, Optional<Person> person, boolean complete) {
        Optional<GateView> gate = request.state() instanceof RequestState.Open
                ? lanes.view(request.project(), request.stage(), request.freight())
                : Optional.empty();
        ApprovalRequest seen =
                gate.map(view -> request.seen(Look.at(request, view, sources))).orElse(request);
        Optional<StagePolicy.Approval> policy = gate.flatMap(OpenRequest::gate);
        Quorum.Count count = Tally.of(
                seen.decisions(),
                seen.require(),
                policy.map(StagePolicy.Approval::fourEyes).orElse(null),
                seen.sight().base(),
                seen.commits());
        return new RequestView(
                seen,
                seen.fingerprint(),
                seen.require(),
                count.met(),
                count.counted(),
                seen.incoming(),
                seen.current(),
                seen.commits(),
                evidence(seen),
                you(seen, policy, reader, person),
                complete && policy.isPresent() ? asked(seen, policy.get()) : null,
                complete && gate.isPresent() ? calendar(gate.get()) : null,
                promotions.ofRequest(request.id()).orElse(null));
    }

    private List<Evidence> evidence(ApprovalRequest request) {
        return lanes.evidence(request.project(), request.freight()).stream()
                .filter(evidence -> !evidence.stage().equals(request.stage()))
                .toList();
    }

    private RequestView.You you(
            ApprovalRequest request, Optional<StagePolicy.Approval> policy, Requester reader, Optional<Person> person) {
        if (!(request.state() instanceof RequestState.Open)) {
            return new RequestView.You(false, ended(request.state()), "");
        }
        if (policy.isEmpty()) {
            return new RequestView.You(false, "withdrawn", "");
        }
        if (request.expiredAt(clock.now())) {
            return new RequestView.You(false, "expired", "");
        }
        Eligibility.Case known = new Eligibility.Case(
                request.commits(),
                elsewhere(request, policy.get(), reader.issuer(), reader.subject()),
                reader.authTime(),
                wall.instant());
        return switch (Eligibility.of(policy.get(), person, known)) {
            // A new login is all it takes; the page offers it when the decision is posted.
            case Eligibility.Denied denied
            when denied.slug() == Eligibility.Slug.STEP_UP ->
                new RequestView.You(true, denied.slug().slug(), "");
            case Eligibility.Denied denied ->
                new RequestView.You(false, denied.slug().slug(), denied.argument());
            case Eligibility.Eligible eligible ->
                decided(request, reader)
                        ? new RequestView.You(false, "already-decided-by-you", "")
                        : new RequestView.You(true, null, "");
        };
    }

    private static boolean decided(ApprovalRequest request, Requester reader) {
        return request.decisions().stream()
                .anyMatch(decision -> decision.who().is(reader.issuer(), reader.subject())
                        && decision.base().equals(request.sight().base()));
    }

    private static String ended(RequestState state) {
        return state instanceof RequestState.Approved || state instanceof RequestState.Rejected
                ? "decided"
                : state.slug();
    }

    private Set<String> elsewhere(ApprovalRequest request, StagePolicy.Approval policy, String issuer, String subject) {
        return policy.distinctFrom().isEmpty()
                ? Set.of()
                : decisions.approvedIn(request.project(), request.freight(), policy.distinctFrom(), issuer, subject);
    }

    private @Nullable List<RequestView.Asked> asked(ApprovalRequest request, StagePolicy.Approval policy) {
        Map<String, Person> everybody = new LinkedHashMap<>();
        for (Requirement entry : policy.require()) {
            Optional<List<Person>> role = members.of(entry.role());
            if (role.isEmpty()) {
                return null;
            }
            role.get().forEach(person -> everybody.put(person.subject(), person));
        }
        return everybody.values().stream()
                .map(person -> asked(request, policy, person))
                .toList();
    }

    private RequestView.Asked asked(ApprovalRequest request, StagePolicy.Approval policy, Person person) {
        Eligibility.Case known = new Eligibility.Case(
                request.commits(), elsewhere(request, policy, person.issuer(), person.subject()), null, wall.instant());
        return switch (Eligibility.ofAnother(policy, person, known)) {
            case Eligibility.Denied denied ->
                new RequestView.Asked(person, false, denied.slug().slug(), denied.argument());
            case Eligibility.Eligible eligible -> new RequestView.Asked(person, true, null, "");
        };
    }

    private RequestView.Calendar calendar(GateView gate) {
        List<Freeze> freezes = gate.freezes();
        Opening opening =
                Calendar.openAt(gate.policy().map(StagePolicy::windows).orElse(List.of()), clock.now());
        return switch (opening) {
            case Opening.Open open -> new RequestView.Calendar(freezes, freezes.isEmpty(), open.nextChange());
            case Opening.Closed closed -> new RequestView.Calendar(freezes, false, closed.until());
        };
    }
}
