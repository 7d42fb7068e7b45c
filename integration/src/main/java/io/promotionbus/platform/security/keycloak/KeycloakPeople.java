package io.promotionbus.platform.security.keycloak;

import io.promotionbus.platform.security.People;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Asks Keycloak every time; nothing about people or roles is remembered here.
 *
 * <p>The service account has {@code view-users} and {@code query-users} only. With these the members of a role cannot be
 * listed (Keycloak asks for {@code view-realm}, which shows far more), so {@link #withRole} reads each person's effective
 * roles: one short call per person of the realm, several at a time. It is used when messages are sent, never at a
 * decision.
 */
@Component
class KeycloakPeople implements People {

    private static final int PAGE = 100;
    private static final int AT_A_TIME = 8;

    private final AdminApi admin;

    KeycloakPeople(AdminApi admin) {
        this.admin = admin;
    }

    @Override
    public Optional<Person> bySubject(String subject) {
        return admin.get("/users/{id}?userProfileMetadata=false", User.class, subject)
                .map(user -> user.person(admin.issuer(), roles(user.id())));
    }

    @Override
    public Optional<Person> byEmail(String email) {
        return admin.get("/users?exact=true&briefRepresentation=false&email={email}", User[].class, email)
                .flatMap(found -> List.of(found).stream()
                        .filter(user -> user.emailVerified() && email.equalsIgnoreCase(user.email()))
                        .findFirst())
                .map(user -> user.person(admin.issuer(), roles(user.id())));
    }

    @Override
    public List<Person> withRole(String role) {
        List<User> everybody = everybody();
        Semaphore calls = new Semaphore(AT_A_TIME);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Person>> asked = everybody.stream()
                    .map(user -> threads.submit(() -> {
                        calls.acquire();
                        try {
                            return user.person(admin.issuer(), roles(user.id()));
                        } finally {
                            calls.release();
                        }
                    }))
                    .toList();
            List<Person> members = new ArrayList<>();
            for (Future<Person> one : asked) {
                Person person = outcome(one);
                if (person.enabled()
                        && !person.serviceAccount()
                        && person.roles().contains(role)) {
                    members.add(person);
                }
            }
            return members;
        }
    }

    private List<User> everybody() {
        List<User> all = new ArrayList<>();
        List<User> page;
        do {
            page = List.of(admin.get(
                            "/users?enabled=true&briefRepresentation=false&first={first}&max={max}",
                            User[].class,
                            all.size(),
                            PAGE)
                    .orElseThrow(
                            () -> new IdentityUnavailable("The realm does not exist at the identity provider", null)));
            all.addAll(page);
        } while (page.size() == PAGE);
        return all;
    }

    /** Composite roles and roles of groups included. Somebody deleted in between has none. */
    private Set<String> roles(String id) {
        return admin.get("/users/{id}/role-mappings/realm/composite", Role[].class, id)
                .map(roles -> List.of(roles).stream().map(Role::name).collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    private static Person outcome(Future<Person> asked) {
        try {
            return asked.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IdentityUnavailable away) {
                throw away;
            }
            throw new CompletionException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IdentityUnavailable("Stopped while asking the identity provider", stopped);
        }
    }

    private record Role(String name) {}
}
