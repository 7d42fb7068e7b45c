package io.promotionbus.platform.observability;

import io.promotionbus.platform.BusinessClock;
import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.web.PlatformProperties;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Me")
class SystemController {

    private final PlatformProperties properties;
    private final BusinessClock clock;
    private final Dependencies dependencies;
    private final boolean adjustable;

    SystemController(
            PlatformProperties properties,
            BusinessClock clock,
            Dependencies dependencies,
            @Value("${bus.clock.adjustable:false}") boolean adjustable) {
        this.properties = properties;
        this.clock = clock;
        this.dependencies = dependencies;
        this.adjustable = adjustable;
    }

    /** What the console's banner says. {@code now} is business time; {@code clockAdjustable} is never true in production. */
    record SystemState(String version, Instant now, boolean clockAdjustable, List<DependencyState> dependencies) {}

    /** {@code detail} says why it is away; absent when it answers. */
    record DependencyState(
            String name,
            boolean up,
            Instant since,
            @Nullable String detail) {}

    @GetMapping("/api/system")
    @Operation(summary = "Version, business time and who does not answer, for the banner", operationId = "system")
    ResponseEntity<SystemState> system() {
        List<DependencyState> states = dependencies.states().stream()
                .map(state -> new DependencyState(state.name(), state.up(), state.since(), state.detail()))
                .toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new SystemState(properties.version(), clock.now(), adjustable, states));
    }
}
