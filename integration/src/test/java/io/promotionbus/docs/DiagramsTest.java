package io.promotionbus.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures that are committed are the ones that their texts describe. */
class DiagramsTest {

    static List<Path> sources() {
        return Diagrams.sources();
    }

    @ParameterizedTest
    @MethodSource("sources")
    void areDrawnFromTheirText(Path source) {
        assertThat(Repository.read(Diagrams.drawn(source)))
                .as("mvn -Pimages draws it again")
                .isEqualTo(Diagram.svg(Repository.read(source)));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void areShownInADocument(Path source) {
        String name = Diagrams.drawn(source).getFileName().toString();
        assertThat(Repository.pages())
                .anySatisfy(page -> assertThat(Repository.read(page)).contains("imagens/" + name));
    }

    @Test
    void refuseAnArrowToNowhere() {
        assertThatThrownBy(() -> Diagram.svg("size 10 10\nbox a 0 0 5 5 part | A\narrow a b\n"))
                .hasMessage("Not understood: arrow a b");
    }
}
