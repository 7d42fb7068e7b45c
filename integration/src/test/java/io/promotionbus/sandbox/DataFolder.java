package io.promotionbus.sandbox;

import io.promotionbus.sandbox.SandboxOptions.Unusable;
import io.promotionbus.sandbox.keycloak.KeycloakServer;
import io.promotionbus.sandbox.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The folder that keeps everything between runs. It is emptied when the realm changed or a migration that was applied to
 * it did; new migrations are welcome above those that were applied, as in production.
 */
final class DataFolder implements AutoCloseable {

    private static final String STAMP = "made-for.properties";
    private static final String REALM = "realm";

    private static final String LOCK = "in-use.lock";
    /** A sandbox that was told to end takes a few seconds for it, and its successor is often started at once. */
    private static final Duration HANDOVER = Duration.ofSeconds(30);

    private final Path folder;
    private @Nullable FileChannel lock;

    DataFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /**
     * Makes this process the only sandbox of the folder. The lock ends with the process, however that ends.
     *
     * @throws Unusable when another sandbox keeps it
     */
    void claim(Consumer<String> progress) {
        Instant deadline = Instant.now().plus(HANDOVER);
        boolean said = false;
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(path(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            while (!locked(channel)) {
                if (Instant.now().isAfter(deadline)) {
                    channel.close();
                    throw new Unusable("Another sandbox uses the data in " + folder
                            + "; end it or keep this one's elsewhere with -Dsandbox.data=<folder>.");
                }
                if (!said) {
                    progress.accept("another sandbox uses the data in " + folder + "; waiting up to "
                            + HANDOVER.toSeconds() + " s for its end");
                    said = true;
                }
                TimeUnit.MILLISECONDS.sleep(200);
            }
            lock = channel;
        } catch (IOException e) {
            throw new Unusable("The data folder " + folder + " cannot be used: " + e.getMessage() + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the data folder", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    /** Ends orphans, empties the folder when it is of no use any more, and says whether it did. */
    boolean prepare() {
        for (Path child : List.of(path("bus/bus"), path("bus/bus2"), path("keycloak/keycloak"), path("postgres"))) {
            new ChildProcess(child.getFileName().toString(), child.getParent()).endOrphan();
        }
        endUsersOrphans();
        try {
            Map<String, String> now = fingerprints();
            Map<String, String> then = saved();
            boolean outdated =
                    then.entrySet().stream().anyMatch(entry -> !entry.getValue().equals(now.get(entry.getKey())))
                            || slippedIn(now, then);
            if (outdated) {
                empty();
            }
            Files.createDirectories(folder);
            Properties stamp = new Properties();
            stamp.putAll(now);
            try (var out = Files.newBufferedWriter(path(STAMP))) {
                stamp.store(out, null);
            }
            return outdated;
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder " + folder + " cannot be used", e);
        }
    }

    private void endUsersOrphans() {
        Path users = path("users");
        if (!Files.isDirectory(users)) {
            return;
        }
        try (Stream<Path> files = Files.list(users)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".pid"))
                    .map(name -> name.substring(0, name.length() - ".pid".length()))
                    .forEach(name -> new ChildProcess(name, users).endOrphan());
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + users + " cannot be read", e);
        }
    }

    /** Flyway refuses a migration whose number lies below one that was applied. */
    private static boolean slippedIn(Map<String, String> now, Map<String, String> then) {
        String newest = then.keySet().stream()
                .filter(name -> name.matches("V\\d+__.*"))
                .max(Comparator.naturalOrder())
                .orElse("");
        return now.keySet().stream()
                .filter(name -> name.matches("V\\d+__.*") && !then.containsKey(name))
                .anyMatch(name -> name.compareTo(newest) < 0);
    }

    private Map<String, String> saved() throws IOException {
        Map<String, String> saved = new TreeMap<>();
        if (Files.exists(path(STAMP))) {
            Properties stamp = new Properties();
            try (var in = Files.newBufferedReader(path(STAMP))) {
                stamp.load(in);
            }
            stamp.forEach((key, value) -> saved.put(key.toString(), value.toString()));
        }
        return saved;
    }

    private static Map<String, String> fingerprints() throws IOException {
        Map<String, String> fingerprints = new TreeMap<>();
        fingerprints.put(REALM, KeycloakServer.realmFingerprint());
        fingerprint("classpath*:db/migration/*.sql", "", fingerprints);
        fingerprint("classpath*:db/users/*.sql", "users-", fingerprints);
        return fingerprints;
    }

    private static void fingerprint(String pattern, String prefix, Map<String, String> fingerprints)
            throws IOException {
        for (Resource migration : new PathMatchingResourcePatternResolver().getResources(pattern)) {
            CRC32 checksum = new CRC32();
            checksum.update(migration.getContentAsByteArray());
            fingerprints.put(prefix + migration.getFilename(), Long.toHexString(checksum.getValue()));
        }
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!file.equals(folder) && !file.equals(path(LOCK))) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void close() {
        FileChannel held = lock;
        if (held != null) {
            try {
                held.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
