package io.promotionbus.notification.camel;

import io.promotionbus.notification.Message;
import io.promotionbus.notification.Recipient;
import io.promotionbus.notification.SafeTarget;
import io.promotionbus.notification.Subscriptions;
import io.promotionbus.notification.WebhookSignature;
import io.promotionbus.platform.InvalidConfiguration;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** The configured targets, checked at start: a wrong one ends the start with one sentence that names its property. */
@Component
@EnableConfigurationProperties(TargetProperties.class)
class Targets implements Subscriptions {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final int MOST_SECRETS = 2;

    private final TargetProperties properties;
    private final Map<String, Target> byAddress = new TreeMap<>();

    Targets(TargetProperties properties) {
        this.properties = properties;
        properties
                .slack()
                .forEach((name, room) -> add(
                        "slack",
                        "bus.notification.slack." + name,
                        name,
                        room.url(),
                        room.locale(),
                        room.projects(),
                        room.stages(),
                        null));
        properties.webhooks().forEach((name, machine) -> {
            String property = "bus.notification.webhooks." + name;
            WebhookSignature signature = signature(property, machine.secrets());
            add(
                    "webhook",
                    property,
                    name,
                    machine.url(),
                    machine.locale(),
                    machine.projects(),
                    machine.stages(),
                    signature);
        });
    }

    private void add(
            String scheme,
            String property,
            String name,
            @Nullable URI url,
            @Nullable String locale,
            Set<String> projects,
            Set<String> stages,
            @Nullable WebhookSignature signature) {
        if (!NAME.matcher(name).matches()) {
            throw InvalidConfiguration.wrong(property, "a target's name has small letters, digits and single hyphens");
        }
        if (url == null) {
            throw InvalidConfiguration.missing(property + ".url", "it must be where the messages go");
        }
        String refusal = SafeTarget.refusal(url, properties.allowedHosts(), properties.privateHosts());
        if (refusal != null) {
            throw InvalidConfiguration.wrong(property + ".url", refusal);
        }
        String address = scheme + ":" + name;
        Recipient recipient = new Recipient(address, name, address, locale, null);
        byAddress.put(
                address,
                new Target(recipient, SafeTarget.of(url, properties.privateHosts()), projects, stages, signature));
    }

    private static WebhookSignature signature(String property, List<String> secrets) {
        if (secrets.isEmpty()) {
            throw InvalidConfiguration.missing(
                    property + ".secrets[0]", "it must be the secret that signs the messages");
        }
        if (secrets.size() > MOST_SECRETS || !secrets.stream().allMatch(WebhookSignature::isSecret)) {
            throw InvalidConfiguration.wrong(
                    property + ".secrets", "each of at most two is whsec_ and base64 of 24 to 64 bytes");
        }
        return new WebhookSignature(secrets);
    }

    @Override
    public List<Recipient> to(Message message) {
        return byAddress.values().stream()
                .filter(target -> target.hears(message))
                .map(Target::recipient)
                .toList();
    }

    List<Target> all() {
        return new ArrayList<>(byAddress.values());
    }

    /** Absent when a row outlived the configuration it was made for. */
    @Nullable
    Target of(Recipient recipient) {
        return byAddress.get(recipient.address());
    }

    /** {@code projects} and {@code stages} are those it hears of, all when empty; only machines get signatures. */
    record Target(
            Recipient recipient,
            SafeTarget where,
            Set<String> projects,
            Set<String> stages,
            @Nullable WebhookSignature signature) {

        boolean hears(Message message) {
            String stage = message.context().stage();
            return (projects.isEmpty() || projects.contains(message.context().project()))
                    && (stages.isEmpty() || (stage != null && stages.contains(stage)));
        }

        /** The route that leads there. */
        String endpoint() {
            return "direct:" + routeId();
        }

        String routeId() {
            return "notification-post-" + recipient.address().replace(':', '-');
        }
    }
}
