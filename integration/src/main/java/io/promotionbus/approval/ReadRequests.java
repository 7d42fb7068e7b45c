package io.promotionbus.approval;

import io.promotionbus.approval.Requests.Filter;
import io.promotionbus.approval.ShowRequest.Reader;
import io.promotionbus.platform.Requester;
import io.promotionbus.platform.security.People;
import io.promotionbus.platform.security.People.IdentityUnavailable;
import io.promotionbus.platform.security.People.Person;
import java.util.ArrayList;
import java.util.List;
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
    private final People people;
    private final Contexts contexts;
    private final ShowRequest show;

    ReadRequests(Requests requests, People people, Contexts contexts, ShowRequest show) {
        this.requests = requests;
        this.people = people;
        this.contexts = contexts;
        this.show = show;
    }

    public boolean exists(UUID id) {
        return requests.find(id).isPresent();
    }

    /** With everything a decision needs. */
    public Optional<RequestView> one(UUID id, Requester requester) {
        return requests.find(id)
                .map(request -> views(List.of(request), reader(requester), true).getFirst());
    }

    /** Newest first. {@code mine}: open ones the reader may decide. */
    public List<RequestView> list(
            @Nullable String state,
            boolean mine,
            @Nullable String project,
            @Nullable String stage,
            @Nullable UUID before,
            int limit,
            Requester requester) {
        if (!mine) {
            return views(
                    requests.list(new Filter(state, project, stage, null), before, limit), reader(requester), false);
        }
        if (state != null && !state.equals("open")) {
            return List.of();
        }
        Reader reader = reader(requester);
        Set<String> roles = reader.person().map(Person::roles).orElse(Set.of());
        return decidable(new Filter("open", project, stage, roles), before, limit, reader);
    }

    /** Who has the role may decide most of what it is asked for, so that the first page is as long as what is wanted. */
    private List<RequestView> decidable(Filter filter, @Nullable UUID before, int limit, Reader reader) {
        List<RequestView> found = new ArrayList<>();
        UUID last = before;
        int size = limit;
        for (int scanned = 0; scanned < MOST_SCANNED && found.size() < limit; scanned += size) {
            size = scanned == 0 ? limit : SCAN;
            List<ApprovalRequest> page = requests.list(filter, last, size);
            views(page, reader, false).stream()
                    .filter(view -> view.you().may())
                    .limit(limit - found.size())
                    .forEach(found::add);
            if (page.size() < size) {
                break;
            }
            last = page.getLast().id();
        }
        return found;
    }

    private List<RequestView> views(List<ApprovalRequest> page, Reader reader, boolean complete) {
        Context context = contexts.of(page);
        return page.stream()
                .map(request -> show.to(reader, request, context, complete))
                .toList();
    }

    /** With the identity provider away, what the token says has to do for showing; it never does for deciding. */
    private Reader reader(Requester requester) {
        try {
            return new Reader(requester, people.bySubject(requester.subject()));
        } catch (IdentityUnavailable away) {
            return new Reader(
                    requester,
                    Optional.of(new Person(
                            requester.issuer(),
                            requester.subject(),
                            requester.username(),
                            requester.name(),
                            null,
                            false,
                            true,
                            false,
                            requester.roles(),
                            null,
                            null)));
        }
    }
}
