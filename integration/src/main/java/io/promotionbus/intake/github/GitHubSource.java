package io.promotionbus.intake.github;

import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.WebhookSource;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * GitHub signs the raw body with HMAC-SHA-256. Two secrets may live at once, so that they can be changed without a gap.
 *
 * @see <a href="https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries">Validating deliveries</a>
 */
public final class GitHubSource implements WebhookSource {

    public static final String PROVIDER = "github";

    static final String SIGNATURE = "X-Hub-Signature-256";
    static final String EVENT = "X-GitHub-Event";
    static final String DELIVERY = "X-GitHub-Delivery";

    private static final int MAX_BYTES = 25 << 20;
    private static final String SCHEME = "sha256=";
    private static final int SIGNATURE_LENGTH = SCHEME.length() + 64;
    private static final Pattern EVENT_NAME = Pattern.compile("[a-z0-9_]{1,64}");
    private static final Pattern DELIVERY_ID = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private final String name;
    private final List<SecretKeySpec> secrets;

    public GitHubSource(String name, List<String> secrets) {
        this.name = name;
        this.secrets = secrets.stream()
                .map(secret -> new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                .toList();
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public String name() {
        return name;
    }

    /** GitHub sends no event that is larger. */
    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public Set<String> headers() {
        return Set.of(
                SIGNATURE,
                EVENT,
                DELIVERY,
                "X-GitHub-Hook-ID",
                "X-GitHub-Hook-Installation-Target-ID",
                "X-GitHub-Hook-Installation-Target-Type",
                "User-Agent");
    }

    @Override
    public boolean authentic(InboundRequest request) {
        byte[] given = signature(request.headers().get(SIGNATURE));
        boolean authentic = false;
        for (SecretKeySpec secret : secrets) {
            authentic |= MessageDigest.isEqual(hmac(secret, request.body()), given);
        }
        return authentic;
    }

    @Override
    public Form form(InboundRequest request) {
        String event = request.headers().get(EVENT);
        if (event == null || !EVENT_NAME.matcher(event).matches()) {
            return new Form.Bad(EVENT);
        }
        String delivery = request.headers().get(DELIVERY);
        if (delivery == null || !DELIVERY_ID.matcher(delivery).matches()) {
            return new Form.Bad(DELIVERY);
        }
        return new Form.Good(event, Optional.of(delivery), PROVIDER + ":" + name + ":" + delivery);
    }

    /** The bytes of {@code sha256=<hex>}; empty, which equals no HMAC, for anything else. */
    private static byte[] signature(@Nullable String header) {
        if (header == null || header.length() != SIGNATURE_LENGTH || !header.startsWith(SCHEME)) {
            return new byte[0];
        }
        try {
            return HexFormat.of().parseHex(header, SCHEME.length(), SIGNATURE_LENGTH);
        } catch (IllegalArgumentException notHex) {
            return new byte[0];
        }
    }

    private static byte[] hmac(SecretKeySpec secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(secret);
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
