package io.promotionbus.intake.web;

import io.promotionbus.intake.WebhookSources;
import io.promotionbus.intake.dockerhub.DockerHubSource;
import io.promotionbus.intake.github.GitHubSource;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The paths that webhooks may use, taken literally: no encoding, no empty segment, no trailing slash.
 *
 * @param token the last segment, for Docker Hub only; never logged
 */
record WebhookPath(String provider, String source, @Nullable String token) {

    private static final String ROOT = "/webhooks/";
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]{1,200}");

    static @Nullable WebhookPath parse(String path) {
        if (!path.startsWith(ROOT)) {
            return null;
        }
        String[] segments = path.substring(ROOT.length()).split("/", -1);
        for (String segment : segments) {
            if (!SEGMENT.matcher(segment).matches()) {
                return null;
            }
        }
        return switch (segments[0]) {
            case GitHubSource.PROVIDER ->
                switch (segments.length) {
                    case 1 -> new WebhookPath(GitHubSource.PROVIDER, WebhookSources.DEFAULT, null);
                    case 2 -> new WebhookPath(GitHubSource.PROVIDER, segments[1], null);
                    default -> null;
                };
            case DockerHubSource.PROVIDER ->
                switch (segments.length) {
                    case 2 -> new WebhookPath(DockerHubSource.PROVIDER, WebhookSources.DEFAULT, segments[1]);
                    case 3 -> new WebhookPath(DockerHubSource.PROVIDER, segments[1], segments[2]);
                    default -> null;
                };
            default -> null;
        };
    }

    @Override
    public String toString() {
        return "WebhookPath[" + provider + "/" + source + "]";
    }
}
