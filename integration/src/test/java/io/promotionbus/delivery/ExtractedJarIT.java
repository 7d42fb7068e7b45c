package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Dockerfile does to the jar, done here: layers, a cache of a start that refuses, and a start from that cache. */
class ExtractedJarIT {

    private static final List<String> LAYERS =
            List.of("dependencies", "spring-boot-loader", "snapshot-dependencies", "application");

    @TempDir
    private Path folder;

    @Test
    void startsFromItsLayersAndFromACache() throws Exception {
        Path layers = folder.resolve("extracted");
        assertThat(java(
                        folder,
                        "-Djarmode=tools",
                        "-jar",
                        jar().toString(),
                        "extract",
                        "--layers",
                        "--destination",
                        layers.toString()))
                .doesNotContain("Error");
        Path app = Files.createDirectory(folder.resolve("app"));
        for (String layer : LAYERS) {
            copy(layers.resolve(layer), app);
        }
        Path extracted = app.resolve(jar().getFileName());
        assertThat(extracted).exists();

        String refused = "set the environment variable SPRING_DATASOURCE_URL";
        assertThat(java(app, "-jar", extracted.getFileName().toString(), "migrate"))
                .contains(refused);

        assumeTrue(Runtime.version().feature() >= 25, "the cache in one step needs a JDK 25");
        assertThat(java(
                        app,
                        "-XX:AOTCacheOutput=app.aot",
                        "-jar",
                        extracted.getFileName().toString(),
                        "migrate"))
                .contains(refused);
        assertThat(app.resolve("app.aot")).isNotEmptyFile();
        // `on` refuses to start when the cache does not fit.
        assertThat(java(
                        app,
                        "-XX:AOTMode=on",
                        "-XX:AOTCache=app.aot",
                        "-jar",
                        extracted.getFileName().toString(),
                        "migrate"))
                .contains(refused);
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().matches("promotion-bus-.*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the jar was not packaged"))
                    .toAbsolutePath();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static String java(Path in, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("SPRING_") || name.startsWith("BUS_"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
