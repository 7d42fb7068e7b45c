package io.promotionbus.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.docs.Slides.Part;
import io.promotionbus.docs.Slides.Slide;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The talk keeps its timetable, fits a terminal, and quotes the repository as it is. */
class SlidesTest {

    private static final List<Slide> SLIDES =
            Slides.read().stream().flatMap(part -> part.slides().stream()).toList();

    @Test
    void keepTheTimetable() {
        assertThat(Slides.read())
                .extracting(Part::name, Part::minutes)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Contexto", 10),
                        org.assertj.core.groups.Tuple.tuple("Kubernetes e GitOps", 10),
                        org.assertj.core.groups.Tuple.tuple("Helm e Kustomize", 10),
                        org.assertj.core.groups.Tuple.tuple("Argo CD", 10),
                        org.assertj.core.groups.Tuple.tuple("Kargo", 10),
                        org.assertj.core.groups.Tuple.tuple("Arquitetura", 5),
                        org.assertj.core.groups.Tuple.tuple("Demo: CI", 10),
                        org.assertj.core.groups.Tuple.tuple("Demo: dev", 5),
                        org.assertj.core.groups.Tuple.tuple("Demo: stg e QA", 5),
                        org.assertj.core.groups.Tuple.tuple("Demo: prod e PO", 5),
                        org.assertj.core.groups.Tuple.tuple("Rollback", 5),
                        org.assertj.core.groups.Tuple.tuple("Fechamento", 5));
        assertThat(Slides.read().stream().mapToInt(Part::minutes).sum()).isEqualTo(90);
    }

    /** Nobody talks well over less than a minute or more than five of them about one slide. */
    @Test
    void haveSlidesForTheirMinutes() {
        assertThat(Slides.read())
                .allSatisfy(part ->
                        assertThat(part.slides()).as(part.name()).hasSizeBetween(part.minutes() / 5, part.minutes()));
    }

    @Test
    void tellTheSpeakerWhatToSayAndForHowLong() {
        assertThat(SLIDES).allSatisfy(slide -> {
            assertThat(slide.title()).isNotBlank();
            assertThat(slide.hasNote()).as("note of " + slide.title()).isTrue();
            assertThat(slide.text()).as(slide.title()).containsPattern("\\d+ min\\.\n-->");
        });
        for (Part part : Slides.read()) {
            int planned = part.slides().stream()
                    .mapToInt(slide -> Integer.parseInt(slide.text().replaceFirst("(?s).*?(\\d+) min\\.\n-->.*", "$1")))
                    .sum();
            assertThat(planned).as("minutes in the notes of " + part.name()).isEqualTo(part.minutes());
        }
    }

    @Test
    void showPicturesThatAreThere() {
        assertThat(SLIDES.stream().flatMap(slide -> slide.images().stream()))
                .isNotEmpty()
                .allSatisfy(image ->
                        assertThat(Repository.file("presentation/" + image)).isRegularFile());
    }

    @Test
    void fitATerminal() {
        assertThat(SLIDES).allSatisfy(slide -> {
            assertThat(slide.rows()).as("rows of " + slide.title()).isLessThanOrEqualTo(Slides.ROWS);
            assertThat(slide.wideCode()).as("code of " + slide.title()).isEmpty();
        });
    }

    @Test
    void quoteFilesAsTheyAre() {
        List<Slide> quoting =
                SLIDES.stream().filter(slide -> !slide.quoted().isEmpty()).toList();
        assertThat(quoting).hasSizeGreaterThan(4);
        for (Slide slide : quoting) {
            slide.quoted().forEach((file, snippet) -> {
                Deque<String> lines = new ArrayDeque<>(Repository.read(Repository.file(file))
                        .lines()
                        .map(String::strip)
                        .toList());
                for (String line : snippet.lines().map(String::strip).toList()) {
                    while (!lines.isEmpty() && !lines.peek().equals(line)) {
                        lines.poll();
                    }
                    assertThat(lines.poll())
                            .as("%s is in %s, in this order", line, file)
                            .isEqualTo(line);
                }
            });
        }
    }
}
