package io.promotionbus.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where heads go outside the database: always a log line, and a file when one is configured. */
public final class HeadSink {

    private static final Logger LOG = LoggerFactory.getLogger(HeadSink.class);

    private final ObjectMapper json = new ObjectMapper();
    private final @Nullable Path file;

    public HeadSink(@Nullable Path file) {
        this.file = file;
    }

    /** A file that cannot be written is an alarm in the log, not a reason to stop sealing. */
    public void put(Head head) {
        String line = head.json().toString();
        LOG.info("Audit head {}", line);
        if (file == null) {
            return;
        }
        try {
            Files.writeString(
                    file, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            LOG.error("The audit head could not be written to {}: {}", file, e.getMessage());
        }
    }

    /** The last head that was kept in the file. */
    public Optional<Head> last() {
        if (file == null || !Files.isReadable(file)) {
            return Optional.empty();
        }
        try (var lines = Files.lines(file)) {
            String last =
                    lines.filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse(null);
            return last == null ? Optional.empty() : Optional.of(Head.of(json.readTree(last)));
        } catch (IOException | RuntimeException e) {
            LOG.error("The audit heads in {} cannot be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }
}
