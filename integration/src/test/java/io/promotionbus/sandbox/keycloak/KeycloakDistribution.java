package io.promotionbus.sandbox.keycloak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak as unpacked and prepared once per machine, outside the repository: build-time options applied, an archive of
 * its classes, and a small database that already holds the realm, which is copied in before a first start.
 */
final class KeycloakDistribution {

    private static final String CACHE = "sandbox.cache";
    private static final String ZIP = "sandbox.keycloak.zip";
    private static final String REALM = "/sandbox/realm.json";
    private static final List<String> BUILD_OPTIONS = List.of(
            "--db=dev-file",
            "--health-enabled=false",
            "--metrics-enabled=false",
            "--features-disabled=impersonation,kerberos,device-flow,ciba,par");

    /**
     * What a start needs.
     *
     * @param home the unpacked and optimised distribution
     * @param archive class-data archive, made by the first start and used by later ones
     * @param snapshot folder with the database to copy
     * @param administrator password of the administrator in the snapshot
     */
    record Prepared(Path home, Path archive, Path snapshot, String administrator) {}

    private KeycloakDistribution() {}

    static synchronized Prepared prepare(Consumer<String> progress) {
        Path cache = Path.of(System.getProperty(
                CACHE,
                Path.of(System.getProperty("user.home"), ".cache", "promotion-bus")
                        .toString()));
        try {
            Files.createDirectories(cache);
            try (FileChannel channel = FileChannel.open(
                            cache.resolve("keycloak.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock ignored = channel.lock()) {
                return prepareLocked(cache, progress);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Keycloak could not be prepared in " + cache, e);
        }
    }

    private static Prepared prepareLocked(Path cache, Consumer<String> progress) throws IOException {
        Path zip = zip();
        String version = zip.getFileName().toString().replaceAll("^keycloak-quarkus-dist-|\\.zip$", "");
        Path home = cache.resolve("keycloak-" + version + "-" + fingerprint(BUILD_OPTIONS.toString()));
        if (!Files.exists(home)) {
            progress.accept("unpacking and optimising Keycloak " + version + " (once per machine)");
            build(zip, home);
        }
        Path archive = home.resolve("classes-" + Runtime.version() + ".jsa");
        Path snapshot = home.resolve("realm-" + fingerprint(realm()));
        Prepared prepared = new Prepared(home, archive, snapshot, "");
        if (!Files.exists(snapshot)) {
            progress.accept("importing the realm into a fresh Keycloak (once per machine and realm)");
            makeSnapshot(prepared);
        }
        return new Prepared(home, archive, snapshot, Files.readString(snapshot.resolve("administrator")));
    }

    private static Path zip() {
        String given = System.getProperty(ZIP);
        Path zip = given != null
                ? Path.of(given)
                : Path.of(
                        System.getProperty("user.home"),
                        ".m2/repository/org/keycloak/keycloak-quarkus-dist/26.5.6/keycloak-quarkus-dist-26.5.6.zip");
        if (!Files.exists(zip)) {
            throw new IllegalStateException("The Keycloak distribution is not at " + zip
                    + "; run `mvn -pl integration -am test-compile` once, or name the file with -D" + ZIP + "=");
        }
        return zip;
    }

    private static void build(Path zip, Path home) throws IOException {
        Path unpacked = Files.createTempDirectory(home.toAbsolutePath().getParent(), "keycloak-unpacking");
        unzip(zip, unpacked);
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        ProcessBuilder builder = new ProcessBuilder(
                unpacked.resolve("bin").resolve(windows ? "kc.bat" : "kc.sh").toString(), "build");
        builder.command().addAll(BUILD_OPTIONS);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.redirectErrorStream(true);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (await(process) != 0) {
            throw new IllegalStateException("Keycloak could not be optimised:\n" + output);
        }
        Files.move(unpacked, home, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int await(Process process) {
        try {
            return process.waitFor(3, TimeUnit.MINUTES) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** Leaves out the folder the archive wraps everything in. */
    private static void unzip(Path zip, Path target) throws IOException {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                int slash = entry.getName().indexOf('/');
                Path file = target.resolve(entry.getName().substring(slash + 1)).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("Refusing to unpack " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                    if (file.toString().endsWith(".sh") && !file.toFile().setExecutable(true)) {
                        throw new IOException(file + " cannot be made executable");
                    }
                }
            }
        }
    }

    /** The first stop also writes the archive of classes. */
    private static void makeSnapshot(Prepared prepared) throws IOException {
        Path work = Files.createTempDirectory(prepared.home(), "importing");
        byte[] secret = new byte[18];
        new SecureRandom().nextBytes(secret);
        String administrator = HexFormat.of().formatHex(secret);
        Prepared empty = new Prepared(prepared.home(), prepared.archive(), work, administrator);
        try (KeycloakServer server = KeycloakServer.empty(empty, work)) {
            server.start();
            server.admin().importRealm(realm());
            server.passwordToken("viewer");
        }
        Path administratorFile = work.resolve("administrator");
        Files.writeString(administratorFile, administrator);
        if (Files.getFileStore(work).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(administratorFile, PosixFilePermissions.fromString("rw-------"));
        }
        Files.move(work, prepared.snapshot(), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String realm() throws IOException {
        try (InputStream in = KeycloakDistribution.class.getResourceAsStream(REALM)) {
            if (in == null) {
                throw new IOException("Resource " + REALM + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Changes whenever the realm does. */
    static String realmFingerprint() {
        return fingerprint(realmText());
    }

    /** The realm as shipped. */
    static String realmText() {
        try {
            return realm();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String fingerprint(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
