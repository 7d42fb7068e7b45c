package io.promotionbus.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README and its Portuguese twin give the same commands, and both open with the two that matter. */
class ReadmesTest {

    private static final Path ENGLISH = Repository.file("README.md");
    private static final Path PORTUGUESE = Repository.file("docs/README.pt-BR.md");
    private static final int FIRST_SCREEN = 20;

    @Test
    void giveTheSameCommands() {
        assertThat(commands(PORTUGUESE)).isEqualTo(commands(ENGLISH));
    }

    @Test
    void openWithExactlyTwoCommands() {
        for (Path page : List.of(ENGLISH, PORTUGUESE)) {
            Markdown.Block first = Markdown.read(page).blocks().getFirst();
            assertThat(first.line()).isLessThan(FIRST_SCREEN);
            assertThat(first.text().lines().map(line -> line.replaceFirst("\\s*#.*", "")))
                    .containsExactly("mvn -Psandbox", "mvn verify");
        }
    }

    private static List<String> commands(Path page) {
        return Markdown.read(page).blocks().stream()
                .filter(block -> block.info().startsWith("sh"))
                .map(block -> block.info() + "\n" + block.text().replaceAll("(?m)\\s*#.*$", ""))
                .toList();
    }
}
