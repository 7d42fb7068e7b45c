package io.promotionbus.feed;

import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The name Kargo gives Freight: SHA-1 over the origin and the sorted artifacts. The same images always give the same name,
 * so it can be known before the Freight exists.
 */
public final class FreightId {

    private FreightId() {}

    /** For Freight of images only; the order of the images does not matter. */
    public static String of(Origin origin, List<Image> images) {
        return ofParts(
                origin,
                images.stream()
                        .map(image -> image.repoUrl() + ":" + image.tag() + "@" + image.digest())
                        .toList());
    }

    /** {@code parts} as Kargo writes each artifact; sorted as bytes. */
    static String ofParts(Origin origin, List<String> parts) {
        byte[][] sorted = parts.stream()
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new);
        MessageDigest sha1 = sha1();
        sha1.update((origin.kind() + "/" + origin.name() + ":").getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < sorted.length; i++) {
            if (i > 0) {
                sha1.update((byte) '|');
            }
            sha1.update(sorted[i]);
        }
        return HexFormat.of().formatHex(sha1.digest());
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
