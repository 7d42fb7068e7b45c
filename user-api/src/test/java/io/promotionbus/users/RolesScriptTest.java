package io.promotionbus.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The compose file, its example of an environment and the script that reads it name the same passwords. */
class RolesScriptTest {

    private static final Path DATABASE = Path.of("../database");

    @Test
    void everyPasswordIsRequiredHasAnExampleAndNoDefault() throws Exception {
        String compose = Files.readString(DATABASE.resolve("compose.yaml"));
        List<String> required = find(compose, "\\$\\{([A-Z_]+PASSWORD):\\?");
        List<String> exampled = find(Files.readString(DATABASE.resolve("env.example")), "(?m)^([A-Z_]+PASSWORD)=$");

        assertThat(required).hasSize(10).containsExactlyInAnyOrderElementsOf(exampled);
        assertThat(find(compose, "\\$\\{([A-Z_]+PASSWORD):-")).isEmpty();
        assertThat((Object) new Yaml().load(compose)).isNotNull();
    }

    private static List<String> find(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
