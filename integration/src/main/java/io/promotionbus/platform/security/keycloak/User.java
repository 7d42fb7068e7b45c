package io.promotionbus.platform.security.keycloak;

import io.promotionbus.platform.security.People.Person;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keycloak's UserRepresentation, as far as it is needed. */
record User(
        String id,
        String username,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String email,
        boolean emailVerified,
        boolean enabled,
        @Nullable String serviceAccountClientId,
        @Nullable Map<String, List<String>> attributes) {

    /** Keycloak names the account behind a client so, and does not always say the client's id. */
    private static final String SERVICE_ACCOUNT = "service-account-";

    Person person(String issuer, Set<String> roles) {
        return new Person(
                issuer,
                id,
                username,
                fullName(),
                emailVerified ? email : null,
                emailVerified,
                enabled,
                serviceAccountClientId != null || username.startsWith(SERVICE_ACCOUNT),
                roles,
                attribute("github"),
                attribute("locale"));
    }

    private String fullName() {
        String name = Stream.of(firstName, lastName)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        return name.isEmpty() ? username : name;
    }

    private @Nullable String attribute(String name) {
        List<String> values = attributes == null ? null : attributes.get(name);
        return values == null || values.isEmpty() || values.getFirst().isBlank()
                ? null
                : values.getFirst().strip();
    }
}
