package io.promotionbus.platform.security.keycloak;

import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.security.IdentityProperties;
import io.promotionbus.platform.security.People.IdentityUnavailable;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;

/**
 * Reads from Keycloak's admin REST API as the service account of the bus.
 *
 * @see <a href="https://www.keycloak.org/docs-api/latest/rest-api/index.html">Keycloak admin REST API</a>
 */
@Component
class AdminApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final IdentityProperties identity;
    private final ServiceToken token;
    private final Dependencies dependencies;
    private final RestClient realm;

    AdminApi(IdentityProperties identity, ServiceToken token, Dependencies dependencies) {
        this.identity = identity;
        this.token = token;
        this.dependencies = dependencies;
        this.realm = RestClient.builder()
                .baseUrl(identity.adminBase())
                .requestFactory(requests())
                .build();
    }

    /** Bounded by two seconds for connecting and for the whole answer; HTTP/1.1, because nothing here gains by 2. */
    static JdkClientHttpRequestFactory requests() {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(TIMEOUT);
        return requests;
    }

    String issuer() {
        return identity.issuerUri().toString();
    }

    /**
     * Empty when Keycloak says 404.
     *
     * @throws IdentityUnavailable for everything else that is not an answer
     */
    <T> Optional<T> get(String uri, Class<T> type, Object... variables) {
        try {
            Optional<T> answer = Optional.ofNullable(withToken(uri, type, variables));
            dependencies.answered(Dependencies.KEYCLOAK);
            return answer;
        } catch (HttpClientErrorException.NotFound unknown) {
            dependencies.answered(Dependencies.KEYCLOAK);
            return Optional.empty();
        } catch (RestClientException failed) {
            String because = reason(failed);
            dependencies.away(Dependencies.KEYCLOAK, because);
            throw new IdentityUnavailable(because, failed);
        }
    }

    private <T> T withToken(String uri, Class<T> type, Object... variables) {
        String bearer = token.current();
        try {
            return call(uri, type, bearer, variables);
        } catch (HttpClientErrorException.Unauthorized expired) {
            // Keycloak was restarted or the session was revoked: the token is asked for once more, then it is a fault.
            token.forget(bearer);
            return call(uri, type, token.current(), variables);
        }
    }

    private <T> T call(String uri, Class<T> type, String bearer, Object... variables) {
        T body = realm.get()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(bearer))
                .retrieve()
                .body(type);
        if (body == null) {
            throw new RestClientException("an empty answer");
        }
        return body;
    }

    /** A sentence without addresses or bodies, which may hold personal data. */
    static String reason(RestClientException failed) {
        if (failed instanceof HttpClientErrorException refused) {
            HttpStatusCode status = refused.getStatusCode();
            return status.isSameCodeAs(HttpStatus.FORBIDDEN)
                    ? "the identity provider refuses the bus: its service account needs view-users and query-users"
                    : "the identity provider answered " + status.value();
        }
        if (failed instanceof RestClientResponseException answered) {
            return "the identity provider answered " + answered.getStatusCode().value();
        }
        return "the identity provider did not answer";
    }
}
