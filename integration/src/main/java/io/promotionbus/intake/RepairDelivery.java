package io.promotionbus.intake;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Ids;
import io.promotionbus.platform.Signals;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/** Deliveries that the bus makes itself, where it found out that a sender's never came. They are rows like any other. */
public final class RepairDelivery {

    public static final String SOURCE = "repair";

    /** No event of GitHub has that name. */
    static final String TAG = "tag";

    private final Inbox inbox;
    private final Signals signals;
    private final Ids ids;
    private final BusinessClock businessClock;
    private final Clock clock;

    public RepairDelivery(Inbox inbox, Signals signals, Ids ids, BusinessClock businessClock, Clock clock) {
        this.inbox = inbox;
        this.signals = signals;
        this.ids = ids;
        this.businessClock = businessClock;
        this.clock = clock;
    }

    /**
     * Announces a tag that no webhook announced; once for ever.
     *
     * @param state tells one announcement of the tag from the next, such as the digest it moved to
     * @return false when it was announced before
     */
    public boolean announce(ImageName image, String tag, String state) {
        byte[] body = JsonNodeFactory.instance
                .objectNode()
                .put("host", image.host())
                .put("repository", image.path())
                .put("tag", tag)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        UUID id = ids.next();
        boolean stored = inbox.insert(new NewDelivery(
                id,
                SOURCE,
                "registry",
                null,
                TAG,
                "repair/registry/" + image + ":" + tag + "@" + state,
                businessClock.now(),
                clock.instant(),
                Map.of(),
                body,
                sha256(body),
                id.toString()));
        if (stored) {
            signals.raise(IntakeSignals.DELIVERIES);
        }
        return stored;
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
