package io.promotionbus.notification.camel;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where messages to roles go beside the people's mail. Nothing unless configured.
 *
 * @param slack chat rooms by name, each a Slack-compatible incoming webhook
 * @param webhooks machines by name, each called as Standard Webhooks says
 * @param allowedHosts hosts on the Internet that a target may be on
 * @param privateHosts hosts that may have private addresses and speak plain http
 */
@ConfigurationProperties("bus.notification")
record TargetProperties(
        @DefaultValue Map<String, Room> slack,
        @DefaultValue Map<String, Machine> webhooks,
        @DefaultValue Set<String> allowedHosts,
        @DefaultValue Set<String> privateHosts) {

    /**
     * @param url a secret: whoever knows it can write into the room
     * @param locale language of the messages, Portuguese unless given
     * @param projects the projects it hears of, all when empty
     * @param stages the stages it hears of, all when empty
     */
    record Room(
            @Nullable URI url,
            @Nullable String locale,
            @DefaultValue Set<String> projects,
            @DefaultValue Set<String> stages) {
        @Override
        public String toString() {
            return "Room[projects " + projects + ", stages " + stages + "]";
        }
    }

    /** @param secrets {@code whsec_…}, two while one is replaced; the rest as for a room */
    record Machine(
            @Nullable URI url,
            @DefaultValue List<String> secrets,
            @Nullable String locale,
            @DefaultValue Set<String> projects,
            @DefaultValue Set<String> stages) {
        @Override
        public String toString() {
            return "Machine[projects " + projects + ", stages " + stages + "]";
        }
    }
}
