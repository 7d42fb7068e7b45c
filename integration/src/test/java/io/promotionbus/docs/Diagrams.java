package io.promotionbus.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Draws the pictures of the documents; {@code mvn -Pimages} runs it. */
public final class Diagrams {

    private Diagrams() {}

    static List<Path> sources() {
        return Repository.files(Repository.file("docs/imagens"), ".txt");
    }

    static Path drawn(Path source) {
        return source.resolveSibling(source.getFileName().toString().replaceFirst("\\.txt$", ".svg"));
    }

    public static void main(String[] args) throws IOException {
        for (Path source : sources()) {
            Files.writeString(drawn(source), Diagram.svg(Repository.read(source)));
            System.out.println(drawn(source));
        }
    }
}
