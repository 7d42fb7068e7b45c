package io.promotionbus.sandbox.cluster;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** What Kargo's discovery sees of image registries. Asked on the simulator's controller thread; may be slow or fail. */
@FunctionalInterface
public interface Registry {

    /**
     * All tags of a repository, in any order.
     *
     * @param repoUrl the repository exactly as the Warehouse's subscription writes it
     * @throws IOException if the registry cannot be asked; discovery then fails with this message
     */
    List<TagRef> tags(String repoUrl) throws IOException;

    /**
     * One tag.
     *
     * @param digest {@code sha256:<64 hex>}
     * @param createdAt when the image was built (from its config), decides {@code NewestBuild}
     */
    record TagRef(String tag, String digest, Instant createdAt) {}

    /** A registry without any repository: discovery finds nothing. */
    static Registry empty() {
        return repoUrl -> List.of();
    }
}
