package io.promotionbus.sandbox;

import io.promotionbus.sandbox.keycloak.KeycloakServer;
import io.promotionbus.sandbox.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The folder that keeps everything between runs. It is emptied when the realm changed or a migration that was applied to
 * it did; new migrations are welcome above those that were applied, as in production.
 */
final class DataFolder {

    private static final String STAMP = "made-for.properties";
    private static final String REALM = "realm";

    private final Path folder;

    DataFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    /** Ends orphans, empties the folder when it is of no use any more, and says whether it did. */
    boolean prepare() {
        for (Path child : List.of(path("bus/bus"), path("bus/bus2"), path("keycloak/keycloak"), path("postgres"))) {
            new ChildProcess(child.getFileName().toString(), child.getParent()).endOrphan();
        }
        try {
            Map<String, String> now = fingerprints();
            Map<String, String> then = saved();
            boolean outdated = then.entrySet().stream()
                            .anyMatch(entry -> !entry.getValue().equals(now.get(entry.getKey())))
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
        for (Resource migration :
                new PathMatchingResourcePatternResolver().getResources("classpath*:db/migration/*.sql")) {
            CRC32 checksum = new CRC32();
            checksum.update(migration.getContentAsByteArray());
            fingerprints.put(migration.getFilename(), Long.toHexString(checksum.getValue()));
        }
        return fingerprints;
    }

    private void empty() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
