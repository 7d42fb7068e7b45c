package io.promotionbus.sandbox;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;
import java.util.function.Supplier;

/** Secrets that are made at the first start and kept in the data folder, readable by its owner only. */
public final class Secrets {

    private final Path file;
    private final Properties values = new Properties();

    public Secrets(Path file) {
        this.file = file;
        try {
            if (Files.exists(file)) {
                values.load(new StringReader(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The secrets in " + file + " cannot be read", e);
        }
    }

    /** 192 random bits as hexadecimal digits, the same at every call. */
    public String of(String name) {
        return kept(name, () -> {
            byte[] secret = new byte[24];
            new SecureRandom().nextBytes(secret);
            return HexFormat.of().formatHex(secret);
        });
    }

    /** An Ed25519 private key as PEM (PKCS#8). */
    public String signingKey() {
        String key = kept("audit-signing-key", () -> {
            try {
                byte[] encoded = KeyPairGenerator.getInstance("Ed25519")
                        .generateKeyPair()
                        .getPrivate()
                        .getEncoded();
                return Base64.getEncoder().encodeToString(encoded);
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        return "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n";
    }

    private synchronized String kept(String name, Supplier<String> maker) {
        String value = values.getProperty(name);
        if (value == null) {
            value = maker.get();
            values.setProperty(name, value);
            StringWriter text = new StringWriter();
            try {
                values.store(text, null);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            writePrivately(file, text.toString());
        }
        return value;
    }

    /** Writes a file that only its owner can read, from its first byte on. */
    public static void writePrivately(Path file, String content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                boolean posix =
                        Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix");
                if (posix) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                }
            }
            Files.writeString(file, content, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }
}
