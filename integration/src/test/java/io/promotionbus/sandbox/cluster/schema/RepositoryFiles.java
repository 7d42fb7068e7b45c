package io.promotionbus.sandbox.cluster.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Manifests of this repository, found from whatever directory a test runs in. */
public final class RepositoryFiles {

    private RepositoryFiles() {}

    /** The file or directory at this path below the working directory or one of its parents. */
    public static Optional<Path> find(String relative) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve(relative);
            if (Files.exists(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** The YAML of a file, or of all files of a directory in the order of their names. */
    public static String read(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return Files.readString(path);
            }
            try (Stream<Path> files = Files.list(path)) {
                return files.filter(file -> file.toString().endsWith(".yaml"))
                        .sorted()
                        .map(RepositoryFiles::read)
                        .collect(Collectors.joining("\n---\n"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String resource(Class<?> beside, String name) {
        try (@Nullable InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
