package io.promotionbus.sandbox.deploy;

import io.promotionbus.sandbox.cluster.Rollout;
import io.promotionbus.sandbox.http.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** The users UI from the class path, with the headers that its image's nginx sends, and what stands in before there is one. */
final class UsersPages {

    private static final String ROOT = "META-INF/users-ui";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain; charset=utf-8"));

    private final String policy;

    UsersPages(URI issuer) {
        // The sandbox's Keycloak is the one address without TLS that the page may connect to.
        this.policy = "default-src 'self'; connect-src 'self' https: " + issuer.getScheme() + "://"
                + issuer.getAuthority() + "; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
                + "frame-ancestors 'none'; form-action 'self'";
    }

    /**
     * A file of the UI; a path without extension is a view of it and gets the page.
     *
     * @return empty when this build carries no users UI
     */
    Optional<Answer> file(String path) {
        Optional<byte[]> index = content("/index.html");
        if (index.isEmpty()) {
            return Optional.empty();
        }
        String extension =
                path.replaceFirst("^.*/", "").replaceFirst("^[^.]*\\.?", "").replaceFirst("^.*\\.", "");
        if (extension.isEmpty()) {
            return Optional.of(secured(Answer.of(200, "text/html; charset=utf-8", index.get()), "no-store"));
        }
        return Optional.of(content(path)
                .map(bytes -> secured(
                        Answer.of(200, TYPES.getOrDefault(extension, "application/octet-stream"), bytes),
                        path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-store"))
                .orElseGet(() -> Answer.problem(404, "not-found", "The users UI has no file " + path + ".")));
    }

    private static Optional<byte[]> content(String path) {
        if (path.contains("..") || path.contains("\\") || path.contains("//")) {
            return Optional.empty();
        }
        try (InputStream in = UsersPages.class.getClassLoader().getResourceAsStream(ROOT + path)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The users UI's file " + path + " cannot be read", e);
        }
    }

    private Answer secured(Answer answer, String cache) {
        return answer.with("Cache-Control", cache)
                .with("Content-Security-Policy", policy)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    }

    Answer nothingPromoted(String stage, Rollout rollout) {
        String sentence = rollout == Rollout.NOTHING
                ? "Nenhuma versão foi promovida para este ambiente ainda. Envie uma em <code>/sandbox</code>; "
                        + "ela chega a dev sozinha, a stg e prod depois das decisões."
                : "A primeira versão está sendo iniciada; esta página se atualiza. Rollout: " + rollout + ".";
        return page(503, stage, sentence).with("Retry-After", "2").with("Refresh", "2");
    }

    Answer summary(String stage, Release release, Rollout rollout) {
        return page(
                200,
                stage,
                "Serve a versão <code>%s</code> da API e <code>%s</code> da interface. Rollout: %s."
                        .formatted(release.version(), release.uiVersion(), rollout));
    }

    private static Answer page(int status, String stage, String sentence) {
        return Answer.html(status, """
                <!doctype html><html lang="pt-BR"><meta charset="utf-8">
                <meta name="viewport" content="width=device-width"><title>users · %1$s</title>
                <style>body{font:16px/1.5 system-ui;margin:3rem auto;max-width:46rem;padding:0 1rem}</style>
                <h1>users em %1$s</h1>
                <p>%2$s</p></html>
                """.formatted(stage, sentence)).with("Cache-Control", "no-store");
    }
}
