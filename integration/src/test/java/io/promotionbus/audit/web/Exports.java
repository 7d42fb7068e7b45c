package io.promotionbus.audit.web;

import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.Seals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The unfiltered export as the API streams it. */
public final class Exports {

    private Exports() {}

    public static String sealed(Seals seals, AuditEvents events) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new NdjsonExport(out).writeSealed(seals, events);
        return out.toString(StandardCharsets.UTF_8);
    }
}
