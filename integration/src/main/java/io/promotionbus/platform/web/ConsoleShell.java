package io.promotionbus.platform.web;

import io.promotionbus.platform.Ids;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The console's pages are one document; its code reads the path. The document is never cached and carries a fresh nonce
 * wherever it says {@value #NONCE_PLACEHOLDER}, so that the component library may add style elements under the policy.
 */
@Hidden
@Controller
class ConsoleShell {

    static final String NONCE_PLACEHOLDER = "__CSP_NONCE__";

    private final Ids ids;
    private final Resource index;
    private final String loginOrigin;

    ConsoleShell(
            Ids ids,
            @Value("${bus.console:classpath:/META-INF/resources/}index.html") Resource index,
            @Value("${bus.identity.issuer-uri}") URI issuer) {
        this.ids = ids;
        this.index = index;
        this.loginOrigin = issuer.getScheme() + "://" + issuer.getRawAuthority();
    }

    @GetMapping({
        "/",
        "/approvals",
        "/approvals/{id}",
        "/lineage/{freight}",
        "/audit",
        "/deliveries",
        "/deliveries/{id}",
        "/routes",
        "/freezes",
        "/figures"
    })
    ResponseEntity<byte[]> page() throws IOException {
        if (!index.exists()) {
            throw ProblemException.notFound("console");
        }
        String nonce = ids.token(16);
        String html = index.getContentAsString(StandardCharsets.UTF_8).replace(NONCE_PLACEHOLDER, nonce);
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", ContentPolicy.page(nonce, loginOrigin))
                .body(html.getBytes(StandardCharsets.UTF_8));
    }
}
