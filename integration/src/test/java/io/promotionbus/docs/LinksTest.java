package io.promotionbus.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No page leads to a file or a heading that is not there. */
class LinksTest {

    static List<Path> pages() {
        return Repository.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadSomewhere(Path page) {
        List<String> broken = new ArrayList<>();
        for (Markdown.Link link : Markdown.read(page).links()) {
            if (link.isInternal() && !leads(page, link.target())) {
                broken.add(page + ":" + link.line() + " leads to " + link.target());
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean leads(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty()
                ? page
                : page.resolveSibling(URLDecoder.decode(parts[0], StandardCharsets.UTF_8))
                        .normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || Markdown.read(file).anchors().contains(URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
}
