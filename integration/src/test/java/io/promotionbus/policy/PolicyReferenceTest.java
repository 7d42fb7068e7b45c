package io.promotionbus.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PolicyReferenceTest {

    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    @Test
    void isTheSchemaThatTheClusterEnforces() throws IOException {
        String page = Files.readString(PolicyReference.PAGE);
        assertThat(page)
                .as("run PolicyReference.main in the folder integration to write it anew")
                .isEqualTo(PolicyReference.in(page));
    }

    @Test
    void hasASentenceForEveryFieldAndForNothingElse() throws IOException {
        assertThat(PolicyReference.sentences().stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(PolicyReference.fields().keySet());
    }

    @Test
    void namesTestsThatExist() throws IOException {
        TEST.matcher(Files.readString(PolicyReference.PAGE)).results().forEach(named -> {
            String source = source(named.group(1));
            assertThat(source).as(named.group()).isNotEmpty();
            if (named.group(2) != null) {
                assertThat(source).as(named.group()).contains("void " + named.group(2) + "(");
            }
        });
    }

    /** The sources of the classes of that name; two packages may have one each. */
    private static String source(String name) {
        try (var files = Files.walk(Path.of("src/test/java"))) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(path -> path.getFileName().toString().equals(name + ".java"))
                    .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
