package io.promotionbus.sandbox.cluster;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A registry that a test moves. */
public final class InMemoryRegistry implements Registry {

    private final Map<String, List<TagRef>> repositories = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> listings = new ConcurrentHashMap<>();
    private volatile @Nullable String failure;

    /** Adds a tag, or moves it to another digest. */
    public void push(String repoUrl, String tag, String digest, Instant createdAt) {
        List<TagRef> tags = repositories.computeIfAbsent(repoUrl, key -> new CopyOnWriteArrayList<>());
        tags.removeIf(ref -> ref.tag().equals(tag));
        tags.add(new TagRef(tag, digest, createdAt));
    }

    /** Every listing fails with this message until {@code null} is set. */
    public void fail(@Nullable String message) {
        failure = message;
    }

    /** How often a repository was listed so far. */
    public int listings(String repoUrl) {
        AtomicInteger count = listings.get(repoUrl);
        return count == null ? 0 : count.get();
    }

    @Override
    public List<TagRef> tags(String repoUrl) throws IOException {
        listings.computeIfAbsent(repoUrl, key -> new AtomicInteger()).incrementAndGet();
        String message = failure;
        if (message != null) {
            throw new IOException(message);
        }
        return List.copyOf(repositories.getOrDefault(repoUrl, List.of()));
    }
}
