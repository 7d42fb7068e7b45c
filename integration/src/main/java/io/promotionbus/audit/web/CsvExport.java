package io.promotionbus.audit.web;

import io.promotionbus.audit.AuditEvent;
import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditFilter;
import io.promotionbus.audit.EventJson;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One row an event, every field quoted. A field that a spreadsheet would take for a formula gets an apostrophe first,
 * because reasons and comments are written by people.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvExport {

    private static final List<String> COLUMNS = List.of(
            "seq",
            "id",
            "at",
            "actorKind",
            "actorId",
            "actorName",
            "action",
            "subjectKind",
            "subjectId",
            "project",
            "stage",
            "freight",
            "delivery",
            "correlation",
            "reason",
            "before",
            "after");

    private final OutputStream out;

    CsvExport(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    void write(AuditEvents events, AuditFilter filter) throws IOException {
        line(COLUMNS.stream());
        events.each(filter, event -> line(values(event)));
        out.flush();
    }

    private static Stream<String> values(AuditEvent event) {
        return Stream.of(
                text(event.seq()),
                text(event.id()),
                EventJson.time(event.at()),
                event.actorKind(),
                event.actorId(),
                text(event.actorName()),
                event.action(),
                event.subjectKind(),
                event.subjectId(),
                text(event.project()),
                text(event.stage()),
                text(event.freight()),
                text(event.delivery()),
                text(event.correlation()),
                text(event.reason()),
                event.before().toString(),
                event.after().toString());
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private void line(Stream<String> values) {
        try {
            out.write(values.map(CsvExport::quoted)
                    .collect(Collectors.joining(",", "", "\r\n"))
                    .getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException("The reader of an export went away", gone);
        }
    }

    static String quoted(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + value.replace("\"", "\"\"") + '"';
    }
}
