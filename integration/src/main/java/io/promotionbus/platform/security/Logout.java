package io.promotionbus.platform.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.promotionbus.platform.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.logout.LogoutSuccessHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * RP-initiated logout. The session here has ended already; the person still has to leave the one at the identity
 * provider. A page that asked by script ({@code Accept: application/json}) gets the address as {@code location}, because
 * a script cannot follow a redirect to another origin; a form gets the redirect.
 *
 * @see <a href="https://openid.net/specs/openid-connect-rpinitiated-1_0.html">OpenID Connect RP-Initiated Logout</a>
 */
@Component
class Logout implements LogoutSuccessHandler {

    private final IdentityProperties identity;
    private final PublicUrl publicUrl;
    private final ObjectMapper json;

    Logout(IdentityProperties identity, PublicUrl publicUrl, ObjectMapper json) {
        this.identity = identity;
        this.publicUrl = publicUrl;
        this.json = json;
    }

    @Override
    public void onLogoutSuccess(
            HttpServletRequest request, HttpServletResponse response, @Nullable Authentication authentication)
            throws IOException {
        String location = location(authentication);
        String accept = request.getHeader("Accept");
        if (accept != null && accept.contains("application/json")) {
            response.setContentType("application/json");
            json.writeValue(response.getOutputStream(), Map.of("location", location));
        } else {
            response.sendRedirect(location);
        }
    }

    private String location(@Nullable Authentication authentication) {
        if (authentication == null || !(authentication.getPrincipal() instanceof OidcUser user)) {
            return publicUrl.to("/").toString();
        }
        return UriComponentsBuilder.fromUriString(identity.endpoint("logout"))
                .queryParam("id_token_hint", user.getIdToken().getTokenValue())
                .queryParam("post_logout_redirect_uri", publicUrl.to("/").toString())
                .encode()
                .toUriString();
    }
}
