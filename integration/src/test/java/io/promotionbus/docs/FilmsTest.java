package io.promotionbus.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The recorded scenes are short and small enough to be carried along, and every one has its captions. */
class FilmsTest {

    private static final Path FOLDER = Repository.file("presentation/videos/backup");
    private static final long ALL_TOGETHER = 25L * 1024 * 1024;
    private static final int LONGEST_SECONDS = 180;
    private static final Pattern CUE =
            Pattern.compile("(\\d\\d):(\\d\\d):(\\d\\d)\\.\\d{3} --> (\\d\\d):(\\d\\d):(\\d\\d)\\.\\d{3}\\n(.+)\\n");

    @Test
    void areShortAndCaptioned() {
        List<Path> films = Repository.files(FOLDER, ".mp4");
        assertThat(films).isNotEmpty().allSatisfy(film -> {
            String captions = Repository.read(
                    film.resolveSibling(film.getFileName().toString().replaceFirst("\\.mp4$", ".vtt")));
            assertThat(captions).startsWith("WEBVTT\n");
            List<MatchResult> cues = CUE.matcher(captions).results().toList();
            assertThat(cues).hasSizeGreaterThan(2);
            assertThat(seconds(cues.getLast(), 4)).isLessThanOrEqualTo(LONGEST_SECONDS);
            for (int i = 1; i < cues.size(); i++) {
                assertThat(seconds(cues.get(i), 1)).isGreaterThanOrEqualTo(seconds(cues.get(i - 1), 4));
            }
        });
    }

    @Test
    void areSmallTogether() throws IOException {
        long bytes = 0;
        for (Path film : Repository.files(FOLDER, ".mp4")) {
            bytes += Files.size(film);
        }
        assertThat(bytes).isPositive().isLessThan(ALL_TOGETHER);
    }

    private static int seconds(MatchResult cue, int group) {
        return Integer.parseInt(cue.group(group)) * 3600
                + Integer.parseInt(cue.group(group + 1)) * 60
                + Integer.parseInt(cue.group(group + 2));
    }
}
