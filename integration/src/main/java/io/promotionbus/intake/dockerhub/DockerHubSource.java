package io.promotionbus.intake.dockerhub;

import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.WebhookSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Docker Hub signs nothing and sends no id: the only authentication is an unguessable token in the path, of which two may
 * live at once so that it can be changed without a gap. Equal bodies are taken for the same delivery.
 */
public final class DockerHubSource implements WebhookSource {

    public static final String PROVIDER = "dockerhub";

    private static final int MAX_BYTES = 1 << 20;

    private final String name;
    private final List<byte[]> tokenHashes;

    public DockerHubSource(String name, List<String> tokens) {
        this.name = name;
        this.tokenHashes = tokens.stream().map(DockerHubSource::sha256).toList();
    }

    @Override
    public String provider() {
        return PROVIDER;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public Set<String> headers() {
        return Set.of("User-Agent");
    }

    /** Compares hashes, so that neither the time nor the length of the configured token shows. */
    @Override
    public boolean authentic(InboundRequest request) {
        byte[] given = sha256(request.token() == null ? "" : request.token());
        boolean authentic = false;
        for (byte[] live : tokenHashes) {
            authentic |= MessageDigest.isEqual(live, given);
        }
        return authentic;
    }

    @Override
    public Form form(InboundRequest request) {
        String hash = HexFormat.of().formatHex(sha256(request.body()));
        return new Form.Good("push", Optional.empty(), PROVIDER + ":" + name + ":" + hash);
    }

    private static byte[] sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
