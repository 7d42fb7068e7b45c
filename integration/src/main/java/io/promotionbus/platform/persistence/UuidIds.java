package io.promotionbus.platform.persistence;

import com.github.f4b6a3.uuid.UuidCreator;
import io.promotionbus.platform.Ids;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class UuidIds implements Ids {

    private final SecureRandom random = new SecureRandom();

    @Override
    public UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }

    @Override
    public String token(int bytes) {
        byte[] token = new byte[bytes];
        random.nextBytes(token);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    @Override
    public double jitter() {
        return random.nextDouble();
    }
}
