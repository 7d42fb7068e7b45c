package io.promotionbus.intake;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The configured sources. */
public final class WebhookSources {

    public static final String DEFAULT = "default";

    private final Map<String, WebhookSource> byKey;

    public WebhookSources(Collection<? extends WebhookSource> sources) {
        this.byKey = sources.stream()
                .collect(Collectors.toUnmodifiableMap(s -> key(s.provider(), s.name()), Function.identity()));
    }

    public Optional<WebhookSource> find(String provider, String name) {
        return Optional.ofNullable(byKey.get(key(provider, name)));
    }

    public Collection<WebhookSource> all() {
        return byKey.values();
    }

    private static String key(String provider, String name) {
        return provider + "/" + name;
    }
}
