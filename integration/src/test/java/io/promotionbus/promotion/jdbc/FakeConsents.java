package io.promotionbus.promotion.jdbc;

import io.promotionbus.audit.Actor;
import io.promotionbus.promotion.Consent;
import io.promotionbus.promotion.Consents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** People's words in memory. */
final class FakeConsents implements Consents {

    final Map<String, Consent> given = new HashMap<>();
    final List<String> withdrawn = new ArrayList<>();
    private final HandClock clock;
    String changed = "";

    FakeConsents(HandClock clock) {
        this.clock = clock;
    }

    void approve(String freight) {
        Consent.Open open = (Consent.Open) given.get(freight);
        given.put(
                freight,
                new Consent.Approved(
                        open.request(), clock.now(), clock.now().plus(Duration.ofHours(24)), List.of("qa"), null));
    }

    @Override
    public Map<String, Consent> of(String project, String stage) {
        return stage.equals("stg") ? Map.copyOf(given) : Map.of();
    }

    @Override
    public UUID ask(Question question) {
        UUID id = UUID.randomUUID();
        given.put(
                question.freight(),
                new Consent.Open(id, clock.now(), clock.now().plus(Duration.ofHours(72)), List.of("qa 1"), null));
        return id;
    }

    @Override
    public void supersede(UUID request, UUID by) {
        replace(request, new Consent.Superseded(request, clock.now(), by));
    }

    @Override
    public void withdraw(UUID request, String because) {
        withdrawn.add(because);
        replace(request, new Consent.Withdrawn(request, clock.now(), because));
    }

    @Override
    public Use use(UUID request, UUID attempt) {
        if (!changed.isEmpty()) {
            return new Use.Changed(changed);
        }
        replace(request, new Consent.Used(request));
        return new Use.Granted(List.of(new Actor.Person("https://issuer", "subject-qa", "qa")));
    }

    @Override
    public void expireDue(String project, String stage) {
        given.replaceAll((freight, consent) ->
                consent instanceof Consent.Open open && !open.expiresAt().isAfter(clock.now())
                        ? new Consent.Expired(open.request(), clock.now(), false)
                        : consent);
    }

    private void replace(UUID request, Consent by) {
        given.replaceAll((freight, consent) -> requestOf(consent).equals(request) ? by : consent);
    }

    private static UUID requestOf(Consent consent) {
        return switch (consent) {
            case Consent.Open open -> open.request();
            case Consent.Approved approved -> approved.request();
            default -> new UUID(0, 0);
        };
    }
}
