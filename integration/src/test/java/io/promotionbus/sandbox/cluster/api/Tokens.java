package io.promotionbus.sandbox.cluster.api;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Bearer tokens and whose they are. */
public final class Tokens {

    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** The token of a user with exactly these groups; made at the first call. */
    public String of(User user) {
        for (Map.Entry<String, User> entry : users.entrySet()) {
            if (entry.getValue().equals(user)) {
                return entry.getKey();
            }
        }
        byte[] secret = new byte[24];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        users.put(token, user);
        return token;
    }

    /** Anonymous without a token, nobody for a wrong one. */
    Optional<User> authenticate(@Nullable String authorization) {
        if (authorization == null || authorization.isBlank()) {
            return Optional.of(User.ANONYMOUS);
        }
        if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        return Optional.ofNullable(users.get(authorization.substring(7).strip()));
    }

    public Map<String, User> all() {
        return Map.copyOf(users);
    }

    public void restore(String token, User user) {
        users.put(token, user);
    }
}
