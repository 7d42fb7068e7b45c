package io.promotionbus.approval;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.security.People.Person;
import io.promotionbus.policy.Calendar;
import io.promotionbus.policy.Freeze;
import io.promotionbus.policy.Opening;
import io.promotionbus.policy.StagePolicy;
import io.promotionbus.policy.StagePolicy.Requirement;
import io.promotionbus.promotion.GateView;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of a request and its context what one reader sees. Asks the database nothing. */
final class ShowRequest {

    private final RoleMembers members;
    private final BusinessClock clock;
    private final Clock wall;

    ShowRequest(RoleMembers members, BusinessClock clock, Clock wall) {
        this.members = members;
        this.clock = clock;
        this.wall = wall;
    }

    /**
     * Who reads.
     *
     * @param person as the identity provider knows the reader, absent when it does not
     */
    record Reader(Requester requester, Optional<Person> person) {}

    /** @param complete with everything a decision needs */
    RequestView to(Reader reader, ApprovalRequest request, Context context, boolean complete) {
        Optional<GateView> gate = context.gate(request);
        ApprovalRequest seen = gate.map(view -> request.seen(Look.at(request, view, context.sources())))
                .orElse(request);
        Optional<StagePolicy.Approval> policy = gate.flatMap(OpenRequest::gate);
        String base = seen.sight().base();
        Quorum.Count count = Tally.of(
                seen.decisions(),
                seen.require(),
                policy.map(StagePolicy.Approval::fourEyes).orElse(null),
                base,
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
                context.evidence(seen),
                you(seen, base, policy, reader, context),
                complete && policy.isPresent() ? asked(seen, policy.get(), context) : null,
                complete && gate.isPresent() ? calendar(gate.get()) : null,
                context.promotion(request));
    }

    private RequestView.You you(
            ApprovalRequest request,
            String base,
            Optional<StagePolicy.Approval> policy,
            Reader reader,
            Context context) {
        if (!(request.state() instanceof RequestState.Open)) {
            return new RequestView.You(false, ended(request.state()), "");
        }
        if (policy.isEmpty()) {
            return new RequestView.You(false, "withdrawn", "");
        }
        if (request.expiredAt(clock.now())) {
            return new RequestView.You(false, "expired", "");
        }
        Requester requester = reader.requester();
        Eligibility.Case known = new Eligibility.Case(
                request.commits(),
                context.elsewhere(request, policy.get(), requester.issuer(), requester.subject()),
                requester.authTime(),
                wall.instant());
        return switch (Eligibility.of(policy.get(), reader.person(), known)) {
            // A new login is all it takes; the page offers it when the decision is posted.
            case Eligibility.Denied denied
            when denied.slug() == Eligibility.Slug.STEP_UP ->
                new RequestView.You(true, denied.slug().slug(), "");
            case Eligibility.Denied denied ->
                new RequestView.You(false, denied.slug().slug(), denied.argument());
            case Eligibility.Eligible eligible ->
                decided(request, base, requester)
                        ? new RequestView.You(false, "already-decided-by-you", "")
                        : new RequestView.You(true, null, "");
        };
    }

    private static boolean decided(ApprovalRequest request, String base, Requester reader) {
        return request.decisions().stream()
                .anyMatch(decision -> decision.who().is(reader.issuer(), reader.subject())
                        && decision.base().equals(base));
    }

    private static String ended(RequestState state) {
        return state instanceof RequestState.Approved || state instanceof RequestState.Rejected
                ? "decided"
                : state.slug();
    }

    private @Nullable List<RequestView.Asked> asked(
            ApprovalRequest request, StagePolicy.Approval policy, Context context) {
        Map<String, Person> everybody = new LinkedHashMap<>();
        for (Requirement entry : policy.require()) {
            Optional<List<Person>> role = members.of(entry.role());
            if (role.isEmpty()) {
                return null;
            }
            role.get().forEach(person -> everybody.put(person.subject(), person));
        }
        return everybody.values().stream()
                .map(person -> asked(request, policy, person, context))
                .toList();
    }

    private RequestView.Asked asked(
            ApprovalRequest request, StagePolicy.Approval policy, Person person, Context context) {
        Eligibility.Case known = new Eligibility.Case(
                request.commits(),
                context.elsewhere(request, policy, person.issuer(), person.subject()),
                null,
                wall.instant());
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
