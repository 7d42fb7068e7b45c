package io.promotionbus.audit.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promotionbus.audit.AuditEvent;
import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditFilter;
import io.promotionbus.audit.Chain;
import io.promotionbus.audit.EventJson;
import io.promotionbus.audit.Head;
import io.promotionbus.audit.Seals;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One JSON object a line: events, and after each batch its seal as {@code {"seal":{…}}}. */
final class NdjsonExport {

    private final OutputStream out;

    NdjsonExport(OutputStream out) {
        this.out = new BufferedOutputStream(out, 1 << 16);
    }

    void write(AuditEvents events, AuditFilter filter) throws IOException {
        events.each(filter, event -> line(EventJson.of(event)));
        out.flush();
    }

    /** The sealed order, then what is not sealed yet. */
    void writeSealed(Seals seals, AuditEvents events) throws IOException {
        seals.walk(new Seals.Walker() {
            @Override
            public boolean event(long seq, @Nullable AuditEvent event, byte[] rowHash) {
                // A row that is gone leaves a gap here, which is what the verifier must find.
                if (event != null) {
                    line(EventJson.of(event).put(Chain.ROW_HASH, Head.text(rowHash)));
                }
                return true;
            }

            @Override
            public boolean seal(Head seal) {
                ObjectNode line = JsonNodeFactory.instance.objectNode();
                line.set("seal", seal.json());
                line(line);
                return true;
            }
        });
        out.flush();
    }

    private void line(JsonNode json) {
        try {
            out.write(json.toString().getBytes(StandardCharsets.UTF_8));
            out.write('\n');
        } catch (IOException gone) {
            throw new UncheckedIOException("The reader of an export went away", gone);
        }
    }
}
