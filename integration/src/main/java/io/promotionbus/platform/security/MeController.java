package io.promotionbus.platform.security;

import io.promotionbus.platform.Requester;
import io.promotionbus.platform.web.Languages;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Me")
class MeController {

    /** The asking person. {@code locale} is the language the answers come in. */
    record Me(
            String subject,
            String username,
            String name,
            List<String> roles,
            String locale,
            @Nullable Instant authTime) {}

    @GetMapping("/api/me")
    @Operation(summary = "Who is asking, with the roles of the session or token", operationId = "me")
    ResponseEntity<Me> me(Requester requester, HttpServletRequest request) {
        String locale = Languages.of(request.getHeader("Accept-Language")).toLanguageTag();
        List<String> roles = requester.roles().stream().sorted().toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Me(
                        requester.subject(),
                        requester.username(),
                        requester.name(),
                        roles,
                        locale,
                        requester.authTime()));
    }
}
