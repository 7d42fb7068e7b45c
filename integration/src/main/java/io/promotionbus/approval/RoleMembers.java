package io.promotionbus.approval;

import io.promotionbus.platform.security.People;
import io.promotionbus.platform.security.People.Person;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Who has a role, to be shown beside a request: up to half a minute old, and left out rather than waited for. Decisions
 * never look here.
 */
final class RoleMembers {

    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    private final People people;
    private final Clock wall;
    private final Map<String, Asked> asked = new ConcurrentHashMap<>();

    RoleMembers(People people, Clock wall) {
        this.people = people;
        this.wall = wall;
    }

    /** Empty when the identity provider does not say in time. */
    Optional<List<Person>> of(String role) {
        Asked current = asked.compute(role, (name, before) -> before == null || stale(before) ? ask(name) : before);
        try {
            return Optional.of(current.answer().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException later) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private boolean stale(Asked before) {
        return before.answer().isCompletedExceptionally()
                || (before.answer().isDone() && before.at().plus(FRESH).isBefore(wall.instant()));
    }

    private Asked ask(String role) {
        CompletableFuture<List<Person>> answer = new CompletableFuture<>();
        Thread.ofVirtual().name("role-members-" + role).start(() -> {
            try {
                answer.complete(people.withRole(role));
            } catch (RuntimeException failed) {
                answer.completeExceptionally(failed);
            }
        });
        return new Asked(wall.instant(), answer);
    }

    private record Asked(Instant at, CompletableFuture<List<Person>> answer) {}
}
