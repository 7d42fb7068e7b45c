package io.promotionbus.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Writes the names of all behaviours of this suite into {@code target/contract-behaviours.txt}. */
@DisplayName("The list of behaviours")
class BehavioursTest {

    @Test
    @DisplayName("every contract test says in a sentence which behaviour it stands for")
    void listsBehaviours() throws IOException, URISyntaxException, ClassNotFoundException {
        StringBuilder text = new StringBuilder();
        int count = 0;
        for (Class<?> suite : suites()) {
            DisplayName title = suite.getAnnotation(DisplayName.class);
            assertThat(title).as(suite.getSimpleName()).isNotNull();
            text.append(title.value()).append('\n');
            for (String behaviour : behaviours(suite)) {
                text.append("  - ").append(behaviour).append('\n');
                count++;
            }
        }
        text.append(count).append(" behaviours\n");
        Path file = Path.of("target", "contract-behaviours.txt");
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(count).isGreaterThan(100);
    }

    private static List<Class<?>> suites() throws IOException, URISyntaxException, ClassNotFoundException {
        URL here = BehavioursTest.class.getResource("BehavioursTest.class");
        assertThat(here).isNotNull();
        List<String> names;
        try (Stream<Path> files = Files.list(Path.of(here.toURI()).getParent())) {
            names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("ContractTest.class") || name.equals("RecordedSamplesTest.class"))
                    .sorted()
                    .toList();
        }
        List<Class<?>> suites = new java.util.ArrayList<>();
        for (String name : names) {
            suites.add(Class.forName("io.promotionbus.contract." + name.replace(".class", "")));
        }
        return suites;
    }

    private static List<String> behaviours(Class<?> suite) {
        return Arrays.stream(suite.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Test.class))
                .map(method -> {
                    @Nullable DisplayName name = method.getAnnotation(DisplayName.class);
                    assertThat(name)
                            .as(suite.getSimpleName() + "." + method.getName())
                            .isNotNull();
                    return name == null ? "" : name.value();
                })
                .sorted()
                .toList();
    }
}
