package io.promotionbus.feed.camel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.feed.RegistryAddresses;
import io.promotionbus.feed.RegistryAddresses.Address;
import io.promotionbus.intake.ImageName;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Requests to one registry with its token flow: anonymous or with the configured credentials. */
@Component
class RegistryCalls {

    private static final int UNAUTHORIZED = 401;
    private static final int MAX_TOKENS = 1_000;

    private final Origins origins;
    private final RegistryAddresses addresses;
    private final Clock clock;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    RegistryCalls(Origins origins, RegistryAddresses addresses, Clock clock) {
        this.origins = origins;
        this.addresses = addresses;
        this.clock = clock;
    }

    HttpAnswer head(ImageName image, String path, String accept) {
        Address address = addresses.of(image.host());
        return authorized(image, address, path, accept, call -> origins.head(address.url(), call));
    }

    /** A page of a list; {@code query} without question mark. */
    HttpAnswer list(ImageName image, String path, String query) {
        Address address = addresses.of(image.host());
        return authorized(
                image,
                address,
                path,
                "application/json",
                call -> origins.get(
                        address.url(), new HttpCall(call.path(), query, call.accept(), call.authorization())));
    }

    /** Follows one redirect, as blobs need, without credentials and never from https to http. */
    HttpAnswer get(ImageName image, String path, String accept) {
        Address address = addresses.of(image.host());
        HttpAnswer answer = authorized(image, address, path, accept, call -> origins.get(address.url(), call));
        if (answer.status() / 100 != 3 || answer.location() == null) {
            return answer;
        }
        URI target = address.url().resolve(answer.location());
        boolean sameOrigin = target.getAuthority() != null
                && target.getAuthority().equals(address.url().getAuthority());
        if ((!"https".equals(target.getScheme()) && !sameOrigin) || target.getAuthority() == null) {
            return answer;
        }
        URI origin = URI.create(target.getScheme() + "://" + target.getAuthority());
        return origins.get(origin, new HttpCall(target.getRawPath(), target.getRawQuery(), accept, null));
    }

    private HttpAnswer authorized(
            ImageName image, Address address, String path, String accept, Function<HttpCall, HttpAnswer> send) {
        HttpCall call = new HttpCall(path, null, accept, known(image));
        HttpAnswer answer = send.apply(call);
        if (answer.status() != UNAUTHORIZED) {
            return answer;
        }
        String authorization = answer.challenge() == null ? null : authorization(image, address, answer.challenge());
        return authorization == null ? answer : send.apply(call.authorized(authorization));
    }

    private @Nullable String known(ImageName image) {
        Token token = tokens.get(image.toString());
        return token != null && clock.instant().isBefore(token.until()) ? token.header() : null;
    }

    private @Nullable String authorization(ImageName image, Address address, String header) {
        Challenge challenge = Challenge.parse(header);
        if (challenge.scheme().equals("basic")) {
            return address.basic();
        }
        String realm = challenge.parameters().get("realm");
        if (!challenge.scheme().equals("bearer") || realm == null) {
            return null;
        }
        URI uri = realm(realm, address);
        return uri == null ? null : token(image, address, challenge, uri);
    }

    /** Credentials go to https only, unless the registry itself was configured without. */
    private static @Nullable URI realm(String realm, Address address) {
        try {
            URI uri = URI.create(realm);
            boolean secure = "https".equals(uri.getScheme());
            boolean allowed = secure
                    || ("http".equals(uri.getScheme())
                            && "http".equals(address.url().getScheme()));
            return allowed && uri.getAuthority() != null && uri.getUserInfo() == null ? uri : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private @Nullable String token(ImageName image, Address address, Challenge challenge, URI realm) {
        HttpAnswer answer = origins.get(
                URI.create(realm.getScheme() + "://" + realm.getAuthority()),
                new HttpCall(
                        realm.getRawPath(),
                        challenge.query("repository:" + image.apiPath() + ":pull", realm.getRawQuery()),
                        "application/json",
                        address.basic()));
        if (!answer.ok()) {
            return null;
        }
        try {
            JsonNode body = json.readTree(answer.body());
            String token = body.path("token").asText(body.path("access_token").asText(""));
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                return null;
            }
            long seconds = Math.clamp(body.path("expires_in").asLong(60), 10, 3_600);
            if (tokens.size() > MAX_TOKENS) {
                tokens.clear();
            }
            Instant until = clock.instant().plusSeconds(seconds - 5);
            tokens.put(image.toString(), new Token("Bearer " + token, until));
            return "Bearer " + token;
        } catch (IOException e) {
            return null;
        }
    }

    private record Token(String header, Instant until) {
        @Override
        public String toString() {
            return "Token[until " + until + "]";
        }
    }
}
