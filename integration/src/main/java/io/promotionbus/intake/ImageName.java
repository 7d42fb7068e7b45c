package io.promotionbus.intake;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A container repository, normalised as Kargo compares them: lower case, {@code docker.io}, {@code index.docker.io},
 * {@code registry-1.docker.io} and no host at all are the same host, and {@code library/} is left out on it.
 *
 * @param host such as {@code docker.io}, {@code ghcr.io}, {@code 127.0.0.1:5000}
 * @param path such as {@code acme/users-api}; {@code busybox} for an official image
 */
public record ImageName(String host, String path) {

    public static final String DOCKER_HUB = "docker.io";

    private static final int MAX_LENGTH = 255;
    private static final Pattern HOST = Pattern.compile("[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?");
    private static final Pattern COMPONENT = Pattern.compile("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Parses a repository without tag or digest; empty for what no registry would accept. */
    public static Optional<ImageName> parse(String text, String hostIfNone) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        int slash = name.indexOf('/');
        String first = slash < 0 ? "" : name.substring(0, slash);
        boolean hasHost = first.contains(".") || first.contains(":") || first.equals("localhost");
        String host = hasHost ? first : hostIfNone;
        String path = hasHost ? name.substring(slash + 1) : name;
        if (host.equals("index.docker.io") || host.equals("registry-1.docker.io")) {
            host = DOCKER_HUB;
        }
        if (host.equals(DOCKER_HUB) && path.startsWith("library/")) {
            path = path.substring("library/".length());
        }
        if (!HOST.matcher(host).matches()) {
            return Optional.empty();
        }
        for (String component : path.split("/", -1)) {
            if (!COMPONENT.matcher(component).matches()) {
                return Optional.empty();
            }
        }
        return Optional.of(new ImageName(host, path));
    }

    /** As {@link #parse(String, String)} for a name that means Docker Hub when it has no host. */
    public static Optional<ImageName> parse(String text) {
        return parse(text, DOCKER_HUB);
    }

    public static boolean isTag(String text) {
        return TAG.matcher(text).matches();
    }

    public static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** The repository as the registry's own API calls it: official images of Docker Hub live under {@code library/}. */
    public String apiPath() {
        return host.equals(DOCKER_HUB) && path.indexOf('/') < 0 ? "library/" + path : path;
    }

    /** As people write it: without the host on Docker Hub. */
    @Override
    public String toString() {
        return host.equals(DOCKER_HUB) ? path : host + "/" + path;
    }
}
