package io.promotionbus.audit.web;

import io.promotionbus.audit.AuditEvents;
import io.promotionbus.audit.AuditFilter;
import io.promotionbus.audit.Seals;
import io.promotionbus.platform.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
@PreAuthorize("hasAnyRole('operator', 'auditor')")
@Tag(name = "Audit")
class AuditExportController {

    /** An export holds a database connection for as long as its reader takes. */
    private static final int AT_ONCE = 2;

    private final Semaphore free = new Semaphore(AT_ONCE);
    private final AuditEvents events;
    private final Seals seals;

    AuditExportController(AuditEvents events, Seals seals) {
        this.events = events;
        this.seals = seals;
    }

    @GetMapping("/api/audit/export")
    @Operation(
            summary = "All events that fit, oldest first, streamed; unfiltered NDJSON carries the seals",
            operationId = "exportAudit")
    ResponseEntity<StreamingResponseBody> export(
            @RequestParam(required = false, defaultValue = "ndjson") @Nullable String format,
            @ParameterObject AuditQuery query) {
        AuditFilter filter = query.filter();
        boolean csv = "csv".equals(format);
        if (!csv && !"ndjson".equals(format)) {
            throw ProblemException.badRequest("format");
        }
        if (!free.tryAcquire()) {
            throw ProblemException.of(503, "export-busy");
        }
        StreamingResponseBody body = out -> {
            try {
                if (csv) {
                    new CsvExport(out).write(events, filter);
                } else if (query.unfiltered()) {
                    new NdjsonExport(out).writeSealed(seals, events);
                } else {
                    new NdjsonExport(out).write(events, filter);
                }
            } finally {
                free.release();
            }
        };
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(csv ? "text/csv;charset=UTF-8" : "application/x-ndjson"))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"audit." + (csv ? "csv" : "ndjson") + "\"")
                .body(body);
    }
}
