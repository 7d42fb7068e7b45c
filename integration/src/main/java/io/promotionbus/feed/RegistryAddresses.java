package io.promotionbus.feed;

import io.promotionbus.intake.ImageName;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where the registry of a host answers, and with which credentials. */
public final class RegistryAddresses {

    private static final URI DOCKER_HUB = URI.create("https://registry-1.docker.io");
    private static final Pattern LOOPBACK = Pattern.compile("(localhost|127\\.[0-9.]+)(:[0-9]+)?");

    private final Map<String, Address> configured;

    public RegistryAddresses(Map<String, Address> configured) {
        this.configured = Map.copyOf(configured);
    }

    public Address of(String host) {
        Address address = configured.get(host);
        return address != null ? address : new Address(usual(host), null, null);
    }

    /** The public address; plain HTTP on loopback only, as container tools do. */
    public static URI usual(String host) {
        if (host.equals(ImageName.DOCKER_HUB)) {
            return DOCKER_HUB;
        }
        return URI.create((LOOPBACK.matcher(host).matches() ? "http://" : "https://") + host);
    }

    /** {@code url} has no path; absent credentials mean anonymous. */
    public record Address(
            URI url, @Nullable String username, @Nullable String password) {

        /** The {@code Authorization} header, absent when anonymous. */
        public @Nullable String basic() {
            if (username == null || password == null) {
                return null;
            }
            byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        }

        @Override
        public String toString() {
            return "Address[" + url + (username == null ? "" : ", with credentials") + "]";
        }
    }
}
