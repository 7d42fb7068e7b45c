package io.promotionbus.platform;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The systems the bus works with, as its own calls to them last went. Nothing here is probed: each adapter says how its
 * call ended. Shown in health details, metrics ({@code bus.dependency.up}) and {@code GET /api/system}.
 */
public interface Dependencies {

    String KUBERNETES = "kubernetes";
    String KEYCLOAK = "keycloak";
    String SMTP = "smtp";
    String GITHUB = "github";
    String REGISTRY = "registry";
    String POSTGRESQL = "postgresql";

    /** The call was answered. Cheap; may be called after every call. */
    void answered(String name);

    /**
     * The call was not answered, or answered with a fault that is the other side's. The first of a series is logged.
     *
     * @param detail a short sentence without secrets, addresses with tokens or payloads
     */
    void away(String name, String detail);

    /** Every dependency called so far, by name. */
    List<State> states();

    /**
     * @param since wall time of the last change of {@code up}
     * @param detail why it is away, absent when it answers
     */
    record State(
            String name,
            boolean up,
            Instant since,
            @Nullable String detail) {}
}
