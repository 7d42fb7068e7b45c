package io.promotionbus.platform.security.keycloak;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.promotionbus.platform.security.IdentityProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The access token of the service account (client credentials), kept in memory until shortly before it ends. */
@Component
class ServiceToken {

    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final RestClient endpoint;
    private final IdentityProperties.Admin account;
    private final Clock wall;
    private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

    ServiceToken(IdentityProperties identity, Clock wall) {
        this.endpoint = RestClient.builder()
                .baseUrl(identity.endpoint("token"))
                .requestFactory(AdminApi.requests())
                .build();
        this.account = identity.admin();
        this.wall = wall;
    }

    String current() {
        Kept known = kept.get();
        if (known != null && wall.instant().isBefore(known.until())) {
            return known.value();
        }
        Kept fresh = fetch();
        kept.set(fresh);
        return fresh.value();
    }

    void forget(String value) {
        kept.updateAndGet(known -> known != null && known.value().equals(value) ? null : known);
    }

    private Kept fetch() {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        form.add("grant_type", "client_credentials");
        Answer answer = endpoint.post()
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .headers(headers -> headers.setBasicAuth(account.clientId(), account.clientSecret()))
                .body(form)
                .retrieve()
                .body(Answer.class);
        if (answer == null) {
            throw new RestClientException("an empty answer");
        }
        return new Kept(
                answer.accessToken(),
                wall.instant().plusSeconds(answer.expiresIn()).minus(MARGIN));
    }

    private record Answer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long expiresIn) {
        @Override
        public String toString() {
            return "Answer[expiresIn=" + expiresIn + "]";
        }
    }

    private record Kept(String value, Instant until) {
        @Override
        public String toString() {
            return "Kept[until=" + until + "]";
        }
    }
}
