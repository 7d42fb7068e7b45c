package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What can be said of an image without building it. */
class DockerfilesTest {

    private static final Set<String> INSTRUCTIONS =
            Set.of("ARG", "FROM", "WORKDIR", "COPY", "RUN", "LABEL", "ENV", "USER", "EXPOSE", "ENTRYPOINT");
    private static final Path ROOT = Path.of("..");

    private record Instruction(String name, String arguments) {}

    @ParameterizedTest
    @CsvSource({"integration/Dockerfile,promotion-bus", "user-api/Dockerfile,users-api", "ui/users/Dockerfile,users-ui"
    })
    void isLabelledAndRunsAsNobodyInParticular(String file, String title) throws Exception {
        List<Instruction> all = read(file);
        assertThat(all).extracting(Instruction::name).isSubsetOf(INSTRUCTIONS);
        assertThat(last(all, "USER")).matches("[1-9]\\d*:[1-9]\\d*");
        String labels = last(all, "LABEL");
        assertThat(labels).contains("image.title=\"" + title + "\"");
        assertThat(labels)
                .contains(
                        "opencontainers.image.source=\"${SOURCE}\"",
                        "opencontainers.image.revision=\"${REVISION}\"",
                        "opencontainers.image.version=\"${VERSION}\"",
                        "opencontainers.image.created=\"${CREATED}\"");
        // A base is named once, with a version for people and a digest for the machine.
        Instruction base = all.getFirst();
        assertThat(base.name()).isEqualTo("ARG");
        assertThat(base.arguments()).matches("[A-Z]+=[a-z0-9./-]+:\\d[\\w.-]*@sha256:[0-9a-f]{64}");
        String argument = "${" + base.arguments().replaceAll("=.*", "") + "}";
        assertThat(all.stream().filter(one -> one.name().equals("FROM")).map(Instruction::arguments))
                .isNotEmpty()
                .allMatch(from -> from.equals(argument) || from.startsWith(argument + " AS "));
    }

    @ParameterizedTest
    @CsvSource({"integration/Dockerfile", "user-api/Dockerfile"})
    void layersFromSeldomToOftenAndStartsWithACache(String file) throws Exception {
        List<Instruction> all = read(file);
        List<Instruction> image = all.subList(lastFrom(all), all.size());
        assertThat(image.stream().filter(one -> one.name().equals("COPY")).map(Instruction::arguments))
                .containsExactly(
                        "--from=layers /build/extracted/dependencies/ ./",
                        "--from=layers /build/extracted/spring-boot-loader/ ./",
                        "--from=layers /build/extracted/snapshot-dependencies/ ./",
                        "--from=layers /build/extracted/application/ ./",
                        "--from=trained /app/app.aot ./");
        assertThat(image).extracting(Instruction::name).doesNotContain("RUN");
        assertThat(last(all, "ENTRYPOINT")).isEqualTo("[\"java\", \"-XX:AOTCache=app.aot\", \"-jar\", \"app.jar\"]");
        // The cache stands for the class path it was made with: same folder, same name.
        assertThat(all.stream().filter(one -> one.name().equals("WORKDIR")).map(Instruction::arguments))
                .containsExactly("/build", "/app", "/app");
    }

    /** The context is closed; what a COPY wants from it must be let in by name. */
    @Test
    void copiesOnlyWhatTheContextLetsIn() throws Exception {
        List<String> admitted = Files.readString(ROOT.resolve(".dockerignore"))
                .lines()
                .filter(line -> line.startsWith("!"))
                .map(line -> line.substring(1))
                .toList();
        for (String file : List.of("integration/Dockerfile", "user-api/Dockerfile", "ui/users/Dockerfile")) {
            for (Instruction copy : read(file)) {
                if (copy.name().equals("COPY") && !copy.arguments().startsWith("--from=")) {
                    String source = copy.arguments().split(" ")[0];
                    assertThat(admitted).as(source).anyMatch(one -> one.equals(source) || one.equals(source + "**"));
                }
            }
        }
        assertThat(ROOT.resolve("ui/users/nginx.conf")).exists();
    }

    /** Pods mount /tmp alone; whatever else is written would fail there and nowhere before. */
    @Test
    void servesTheFilesOfTheUsersUiFromAReadOnlyRoot() throws Exception {
        String nginx = Files.readString(ROOT.resolve("ui/users/nginx.conf"));
        assertThat(nginx.lines().filter(line -> line.matches("\\s*(pid|\\w+_temp_path) .*")))
                .hasSizeGreaterThan(4)
                .allSatisfy(line -> assertThat(line).contains("/tmp/"));
    }

    private static String last(List<Instruction> all, String name) {
        return all.stream()
                .filter(one -> one.name().equals(name))
                .reduce((first, second) -> second)
                .orElseThrow()
                .arguments();
    }

    private static int lastFrom(List<Instruction> all) {
        int last = 0;
        for (int i = 0; i < all.size(); i++) {
            last = all.get(i).name().equals("FROM") ? i : last;
        }
        return last;
    }

    private static List<Instruction> read(String file) throws Exception {
        String text = Files.readString(ROOT.resolve(file))
                .replaceAll("(?m)^#.*\n", "")
                .replace("\\\n", " ");
        List<Instruction> all = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
            Map.Entry<String, String> parts = Map.entry(
                    line.split(" ", 2)[0], line.split(" ", 2)[1].strip().replaceAll(" +", " "));
            assertThat(parts.getKey()).isEqualTo(parts.getKey().toUpperCase(Locale.ROOT));
            all.add(new Instruction(parts.getKey(), parts.getValue()));
        }
        return all;
    }
}
