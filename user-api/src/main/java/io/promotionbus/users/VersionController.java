package io.promotionbus.users;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Says which version runs where; open to all, so that everybody can see a promotion arrive. */
@RestController
class VersionController {

    private final AppProperties app;

    VersionController(AppProperties app) {
        this.app = app;
    }

    @GetMapping(path = "/api/version", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getVersion", summary = "Which version runs in which environment")
    @SecurityRequirements
    ResponseEntity<RunningVersion> version() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new RunningVersion(app.version(), app.commit(), app.environment()));
    }

    @Schema(
            name = "Version",
            requiredProperties = {"version", "commit", "environment"})
    record RunningVersion(String version, String commit, String environment) {}
}
