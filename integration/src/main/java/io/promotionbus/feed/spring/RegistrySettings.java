package io.promotionbus.feed.spring;

import io.promotionbus.feed.RegistryAddresses;
import io.promotionbus.feed.RegistryAddresses.Address;
import io.promotionbus.platform.InvalidConfiguration;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * {@code bus.registries.<host>.{url,username,password}}. Hosts have dots, so the properties are read flat: the last part
 * of a name is the setting, everything before it the host.
 */
final class RegistrySettings {

    private static final String PREFIX = "bus.registries";
    private static final Set<String> SETTINGS = Set.of("url", "username", "password");

    private RegistrySettings() {}

    static RegistryAddresses read(Environment environment) {
        Map<String, String> flat = Binder.get(environment)
                .bind(PREFIX, Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
        Map<String, Map<String, String>> byHost = new HashMap<>();
        flat.forEach((key, value) -> {
            int dot = key.lastIndexOf('.');
            String setting = key.substring(dot + 1);
            if (dot <= 0 || !SETTINGS.contains(setting)) {
                throw InvalidConfiguration.wrong(PREFIX + "." + key, "there are only url, username and password");
            }
            byHost.computeIfAbsent(key.substring(0, dot), host -> new HashMap<>())
                    .put(setting, value);
        });
        Map<String, Address> addresses = new HashMap<>();
        byHost.forEach((host, settings) -> addresses.put(host, address(host, settings)));
        return new RegistryAddresses(addresses);
    }

    private static Address address(String host, Map<String, String> settings) {
        String url = blankToNull(settings.get("url"));
        String username = blankToNull(settings.get("username"));
        String password = blankToNull(settings.get("password"));
        if (username == null && password != null) {
            throw InvalidConfiguration.missing(PREFIX + "." + host + ".username", "there is a password without it");
        }
        if (username != null && password == null) {
            throw InvalidConfiguration.missing(PREFIX + "." + host + ".password", "there is a user name without it");
        }
        return new Address(url == null ? RegistryAddresses.usual(host) : checked(host, url), username, password);
    }

    private static URI checked(String host, String url) {
        URI uri = parsed(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
        boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        if (!web || uri.getAuthority() == null || !uri.getRawPath().isEmpty()) {
            throw InvalidConfiguration.wrong(
                    PREFIX + "." + host + ".url", "it must be http(s)://host[:port] without a path");
        }
        return uri;
    }

    private static URI parsed(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException notOne) {
            return URI.create("");
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
