package io.promotionbus.sandbox.cluster.kargo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Freight names: a hash over where it came from and what is in it. */
public final class FreightIds {

    private FreightIds() {}

    public static String of(JsonNode freight) {
        JsonNode origin = freight.path("origin");
        return of(origin.path("kind").asText("") + "/" + origin.path("name").asText(""), freight);
    }

    /** As Kargo's discovery computes it before it knows the origin: the value of {@code lastFreightID} for old Freight. */
    static String withoutOrigin(JsonNode freight) {
        return of("/", freight);
    }

    private static String of(String origin, JsonNode freight) {
        List<String> parts = new ArrayList<>();
        freight.path("commits").forEach(commit -> parts.add(commit(commit)));
        freight.path("images")
                .forEach(image -> parts.add(image.path("repoURL").asText("") + ":"
                        + image.path("tag").asText("") + "@"
                        + image.path("digest").asText("")));
        freight.path("charts").forEach(chart -> parts.add(chart(chart)));
        freight.path("artifacts")
                .forEach(artifact -> parts.add(artifact.path("artifactType").asText("") + ":"
                        + artifact.path("subscriptionName").asText("") + ":"
                        + artifact.path("version").asText("")));
        Collections.sort(parts);
        return sha1(origin + ":" + String.join("|", parts));
    }

    private static String commit(JsonNode commit) {
        String tag = commit.path("tag").asText("");
        return normalizeGit(commit.path("repoURL").asText("")) + ":" + (tag.isEmpty() ? "" : tag + ":")
                + commit.path("id").asText("");
    }

    private static String chart(JsonNode chart) {
        String name = chart.path("name").asText("");
        String repository = normalizeChart(chart.path("repoURL").asText(""));
        return (name.isEmpty() ? repository : repository + "/" + name) + ":"
                + chart.path("version").asText("");
    }

    static String normalizeGit(String url) {
        String clean =
                url.toLowerCase(Locale.ROOT).replaceAll("[^\\x20-\\x7e]", "").strip();
        if (clean.startsWith("http://") || clean.startsWith("https://") || clean.startsWith("ssh://")) {
            try {
                URI parsed = new URI(clean);
                if (parsed.getQuery() != null) {
                    return url;
                }
                String host = parsed.getHost() + (parsed.getPort() < 0 ? "" : ":" + parsed.getPort());
                boolean ssh = clean.startsWith("ssh://");
                String user = ssh && parsed.getUserInfo() != null ? parsed.getUserInfo() + "@" : "";
                return parsed.getScheme() + "://" + user + host + trimmed(parsed.getPath());
            } catch (URISyntaxException e) {
                return url;
            }
        }
        int colon = clean.indexOf(':');
        return colon < 0
                ? "ssh://" + clean
                : "ssh://" + clean.substring(0, colon) + "/" + trimmed(clean.substring(colon + 1));
    }

    private static String trimmed(String path) {
        String noSlash = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return noSlash.endsWith(".git") ? noSlash.substring(0, noSlash.length() - 4) : noSlash;
    }

    static String normalizeChart(String url) {
        String clean = url.toLowerCase(Locale.ROOT).strip();
        if (!clean.startsWith("oci://")) {
            return clean;
        }
        String image = clean.substring(6).replaceFirst("^(index\\.|registry-1\\.)?docker\\.io/", "");
        return image.startsWith("library/") ? image.substring(8) : image;
    }

    static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
