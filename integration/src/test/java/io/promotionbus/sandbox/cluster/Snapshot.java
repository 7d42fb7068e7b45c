package io.promotionbus.sandbox.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.sandbox.cluster.api.Json;
import io.promotionbus.sandbox.cluster.api.ObjectStore;
import io.promotionbus.sandbox.cluster.api.ResourceTypes;
import io.promotionbus.sandbox.cluster.api.Tokens;
import io.promotionbus.sandbox.cluster.api.User;
import io.promotionbus.sandbox.cluster.kargo.Loop;
import io.promotionbus.sandbox.cluster.schema.CustomSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** All objects and tokens in one file, written shortly after every change, replaced as a whole. */
final class Snapshot {

    private static final Duration DELAY = Duration.ofMillis(150);

    private final Path file;
    private final ObjectStore store;
    private final Tokens tokens;
    private final AtomicBoolean due = new AtomicBoolean();

    Snapshot(Path directory, ObjectStore store, Tokens tokens) {
        this.file = directory.resolve("cluster.json");
        this.store = store;
        this.tokens = tokens;
    }

    /** Takes over what an earlier run left. */
    void restore(ResourceTypes types, CustomSchemas schemas) {
        if (!Files.exists(file)) {
            return;
        }
        try {
            JsonNode saved = Json.MAPPER.readTree(file.toFile());
            for (JsonNode token : saved.path("tokens")) {
                User user = new User(token.path("name").asText(), Json.strings(token.path("groups")));
                tokens.restore(token.path("token").asText(), user);
            }
            for (JsonNode object : saved.path("objects")) {
                if (object.path("kind").asText().equals(ResourceTypes.CRDS.kind())) {
                    types.addCustom(object).forEach(type -> schemas.define(type, object));
                }
            }
            for (JsonNode object : saved.path("objects")) {
                types.byKind(
                                object.path("apiVersion").asText(),
                                object.path("kind").asText())
                        .ifPresent(type -> store.restore(type, (ObjectNode) object));
            }
            store.resumeAfter(saved.path("revision").asLong());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Keeps the file up to date from now on. */
    void keep(Loop writer) {
        store.listen(event -> {
            if (due.compareAndSet(false, true)) {
                writer.after(DELAY, () -> {
                    due.set(false);
                    write();
                });
            }
        });
    }

    /** One at a time: they share the file that becomes the new one. */
    synchronized void write() {
        ObjectNode saved = Json.object();
        store.locked(() -> {
            saved.put("revision", store.revision());
            ArrayNode objects = saved.putArray("objects");
            store.everything().values().forEach(all -> all.forEach(objects::add));
        });
        ArrayNode users = saved.putArray("tokens");
        tokens.all().forEach((token, user) -> {
            ObjectNode entry = users.addObject().put("token", token).put("name", user.name());
            user.groups().forEach(entry.putArray("groups")::add);
        });
        try {
            Files.createDirectories(file.getParent());
            Path next = file.resolveSibling("cluster.json.new");
            Json.MAPPER.writeValue(next.toFile(), saved);
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
