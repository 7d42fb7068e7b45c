package io.promotionbus.support;

import io.promotionbus.platform.security.People;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A realm in memory, for tests of features that ask for people; its adapter is tested against the real one. */
public final class KnownPeople implements People {

    public static final String ISSUER = "http://localhost/realms/test";

    private final Map<String, Person> people = new LinkedHashMap<>();
    private volatile boolean away;

    public synchronized KnownPeople with(String username, String... roles) {
        return with(person(username, Set.of(roles)));
    }

    public synchronized KnownPeople with(Person person) {
        people.put(person.subject(), person);
        return this;
    }

    public static Person person(String username, Set<String> roles) {
        return new Person(
                ISSUER,
                subject(username),
                username,
                username.toUpperCase(java.util.Locale.ROOT),
                username + "@example.org",
                true,
                true,
                false,
                roles,
                username,
                null);
    }

    public static String subject(String username) {
        return "sub-" + username;
    }

    public void away(boolean away) {
        this.away = away;
    }

    @Override
    public synchronized Optional<Person> bySubject(String subject) {
        refuseWhenAway();
        return Optional.ofNullable(people.get(subject));
    }

    @Override
    public synchronized Optional<Person> byEmail(String email) {
        refuseWhenAway();
        return people.values().stream()
                .filter(person -> person.emailVerified() && email.equalsIgnoreCase(person.email()))
                .findFirst();
    }

    @Override
    public synchronized List<Person> withRole(String role) {
        refuseWhenAway();
        return people.values().stream()
                .filter(person -> person.enabled() && person.roles().contains(role))
                .toList();
    }

    private void refuseWhenAway() {
        if (away) {
            throw new IdentityUnavailable("away for the test", null);
        }
    }
}
