package io.promotionbus.sandbox.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.http.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;

/**
 * Image builds as documents of a registry. A build's documents follow from the push that built it alone, so that nothing
 * but the pushes has to be kept.
 */
public final class Images {

    public static final List<String> NAMES = List.of("users-api", "users-ui");
    public static final String OWNER = "acme";
    public static final String INDEX = "application/vnd.oci.image.index.v1+json";
    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    public static final String CONFIG = "application/vnd.oci.image.config.v1+json";

    private static final List<String> ARCHITECTURES = List.of("amd64", "arm64");

    /** A document by its media type and digest. */
    public record Document(String mediaType, String digest, byte[] content) {
        static Document of(String mediaType, ObjectNode json) {
            byte[] content = Json.bytes(json);
            return new Document(mediaType, Images.digest(content), content);
        }
    }

    /**
     * One multi-architecture build.
     *
     * @param index what a tag names
     * @param manifests per architecture, the first is what a client gets that does not accept an index
     */
    public record Build(Document index, List<Document> manifests, List<Document> configs) {}

    private Images() {}

    /** The build that the push made of this image. */
    public static Build build(String image, Pushed push) {
        List<Document> configs =
                ARCHITECTURES.stream().map(arch -> config(image, push, arch)).toList();
        List<Document> manifests = configs.stream().map(Images::manifest).toList();
        return new Build(index(push, manifests), manifests, configs);
    }

    private static Document config(String image, Pushed push, String architecture) {
        ObjectNode config = Json.MAPPER.createObjectNode();
        config.put("architecture", architecture);
        config.put("os", "linux");
        config.put("created", push.at().truncatedTo(ChronoUnit.MICROS).toString());
        ObjectNode labels = config.putObject("config").putObject("Labels");
        labels.put("org.opencontainers.image.revision", push.commit());
        labels.put("org.opencontainers.image.source", "https://github.com/" + Commits.REPOSITORY);
        labels.put("org.opencontainers.image.title", image);
        config.putObject("rootfs")
                .put("type", "layers")
                .putArray("diff_ids")
                .add(digest(("layer " + image + push.number()).getBytes(StandardCharsets.UTF_8)));
        return Document.of(CONFIG, config);
    }

    private static Document manifest(Document config) {
        ObjectNode manifest = Json.MAPPER.createObjectNode();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MANIFEST);
        describe(manifest.putObject("config"), config);
        manifest.putArray("layers")
                .addObject()
                .put("mediaType", "application/vnd.oci.image.layer.v1.tar+gzip")
                .put("digest", digest(config.content()))
                .put("size", 1_048_576);
        return Document.of(MANIFEST, manifest);
    }

    private static Document index(Pushed push, List<Document> manifests) {
        ObjectNode index = Json.MAPPER.createObjectNode();
        index.put("schemaVersion", 2);
        index.put("mediaType", INDEX);
        ArrayNode entries = index.putArray("manifests");
        for (int i = 0; i < manifests.size(); i++) {
            describe(entries.addObject(), manifests.get(i))
                    .putObject("platform")
                    .put("architecture", ARCHITECTURES.get(i))
                    .put("os", "linux");
        }
        index.putObject("annotations").put("org.opencontainers.image.revision", push.commit());
        return Document.of(INDEX, index);
    }

    private static ObjectNode describe(ObjectNode descriptor, Document document) {
        return descriptor
                .put("mediaType", document.mediaType())
                .put("digest", document.digest())
                .put("size", document.content().length);
    }

    static String digest(byte[] content) {
        return "sha256:" + hash("SHA-256", content);
    }

    static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
