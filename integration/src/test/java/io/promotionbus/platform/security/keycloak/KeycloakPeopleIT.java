package io.promotionbus.platform.security.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.security.IdentityProperties;
import io.promotionbus.platform.security.People.IdentityUnavailable;
import io.promotionbus.platform.security.People.Person;
import io.promotionbus.sandbox.keycloak.KeycloakServer;
import io.promotionbus.support.SharedKeycloak;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Against a real Keycloak, with exactly the rights the realm gives the bus. */
class KeycloakPeopleIT {

    private final Calls calls = new Calls();

    @Test
    void readsAPersonWithEffectiveRoles() {
        KeycloakServer keycloak = SharedKeycloak.get();
        String subject = keycloak.admin().subject("lead").orElseThrow();

        Person lead = people(keycloak).bySubject(subject).orElseThrow();

        assertThat(lead.issuer()).isEqualTo(keycloak.issuer().toString());
        assertThat(lead.subject()).isEqualTo(subject);
        assertThat(lead.username()).isEqualTo("lead");
        assertThat(lead.roles()).contains("qa", "po", "user-reader");
        assertThat(lead.email()).isEqualTo("lead@example.org");
        assertThat(lead.github()).isEqualTo("lead");
        assertThat(lead.enabled()).isTrue();
        assertThat(lead.serviceAccount()).isFalse();
        assertThat(calls.answered).contains(Dependencies.KEYCLOAK);
    }

    @Test
    void findsAPersonByVerifiedAddress() {
        KeycloakPeople people = people(SharedKeycloak.get());
        assertThat(people.byEmail("QA@example.org")).map(Person::username).contains("qa");
        assertThat(people.byEmail("a@example.org"))
                .as("a part of an address is no address")
                .isEmpty();
        assertThat(people.byEmail("nobody@example.org")).isEmpty();
    }

    @Test
    void seesARoleGoAtOnce() {
        KeycloakServer keycloak = SharedKeycloak.get();
        KeycloakPeople people = people(keycloak);
        String subject = keycloak.admin().subject("qa2").orElseThrow();
        assertThat(people.bySubject(subject).orElseThrow().roles()).contains("qa");
        assertThat(people.withRole("qa"))
                .extracting(Person::username)
                .contains("qa", "qa2", "lead")
                .doesNotContain("po");
        try {
            keycloak.setPerson("qa2", List.of("user-reader"), true);
            assertThat(people.bySubject(subject).orElseThrow().roles()).doesNotContain("qa");
            assertThat(people.withRole("qa")).extracting(Person::username).doesNotContain("qa2");

            keycloak.setPerson("qa2", List.of("user-reader", "qa"), false);
            assertThat(people.bySubject(subject).orElseThrow().enabled()).isFalse();
            assertThat(people.withRole("qa")).extracting(Person::username).doesNotContain("qa2");
        } finally {
            keycloak.setPerson("qa2", List.of("user-reader", "qa"), true);
        }
    }

    @Test
    void recognisesAServiceAccount() {
        KeycloakServer keycloak = SharedKeycloak.get();
        String subject =
                keycloak.admin().subject("service-account-promotion-bus").orElseThrow();
        assertThat(people(keycloak).bySubject(subject).orElseThrow().serviceAccount())
                .isTrue();
    }

    @Test
    void knowsNobodyByAnUnknownSubject() {
        KeycloakPeople people = people(SharedKeycloak.get());
        assertThat(people.bySubject(UUID.randomUUID().toString())).isEmpty();
        assertThat(people.bySubject("../../roles")).isEmpty();
    }

    @Test
    void saysUnavailableForAWrongSecret() {
        KeycloakServer keycloak = SharedKeycloak.get();
        KeycloakPeople people = people(keycloak.issuer(), "wrong");
        assertThatThrownBy(() -> people.bySubject("x"))
                .isInstanceOf(IdentityUnavailable.class)
                .hasMessageContaining("401");
        assertThat(calls.away).contains(Dependencies.KEYCLOAK);
    }

    @Test
    void givesUpOnASilentServerWithinTwoSecondsOrSo() throws Exception {
        HttpServer silent = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        silent.createContext("/", exchange -> {});
        silent.start();
        try {
            KeycloakPeople people =
                    people(URI.create("http://127.0.0.1:" + silent.getAddress().getPort() + "/realms/x"), "s");
            Instant before = Clock.systemUTC().instant();
            assertThatThrownBy(() -> people.bySubject("x")).isInstanceOf(IdentityUnavailable.class);
            assertThat(Duration.between(before, Clock.systemUTC().instant())).isLessThan(Duration.ofSeconds(4));
        } finally {
            silent.stop(0);
        }
    }

    @Test
    void saysUnavailableWhenNobodyListens() {
        assertThatThrownBy(() ->
                        people(URI.create("http://127.0.0.1:9/realms/x"), "s").withRole("qa"))
                .isInstanceOf(IdentityUnavailable.class);
    }

    private KeycloakPeople people(KeycloakServer keycloak) {
        return people(keycloak.issuer(), keycloak.clientSecret("promotion-bus"));
    }

    private KeycloakPeople people(URI issuer, String secret) {
        IdentityProperties identity = new IdentityProperties(
                issuer, "console", "unused", "promotion-bus", new IdentityProperties.Admin("promotion-bus", secret));
        return new KeycloakPeople(new AdminApi(identity, new ServiceToken(identity, Clock.systemUTC()), calls));
    }

    private static final class Calls implements Dependencies {
        private final List<String> answered = new ArrayList<>();
        private final List<String> away = new ArrayList<>();

        @Override
        public synchronized void answered(String name) {
            answered.add(name);
        }

        @Override
        public synchronized void away(String name, String detail) {
            away.add(name);
        }

        @Override
        public List<State> states() {
            return List.of();
        }
    }
}
