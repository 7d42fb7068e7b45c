package io.promotionbus.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the documents are; tests run in the folder of their module, programs in either. */
final class Repository {

    static final Path ROOT = Files.isDirectory(Path.of("docs")) ? Path.of("") : Path.of("..");

    private Repository() {}

    static Path file(String name) {
        return ROOT.resolve(name);
    }

    /** Every page that people read, in order. */
    static List<Path> pages() {
        List<Path> pages = new ArrayList<>(List.of(file("README.md"), file("database/README.md")));
        for (String folder : List.of("docs", "presentation")) {
            pages.addAll(files(file(folder), ".md"));
        }
        return pages;
    }

    static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.walk(folder)) {
            return found.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
