package io.promotionbus.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Starts a login at {@code /oauth2/authorization/keycloak}: code flow with PKCE S256. {@code return} is the page to come
 * back to; {@code fresh=true} asks the identity provider for a new login even if its session is still good (step-up).
 */
final class LoginRequests implements OAuth2AuthorizationRequestResolver {

    static final String RETURN = "return";
    private static final String BASE = "/oauth2/authorization";
    private static final String PATH = BASE + "/" + IdentityConfiguration.REGISTRATION;

    private final DefaultOAuth2AuthorizationRequestResolver standard;

    LoginRequests(ClientRegistrationRepository clients) {
        this.standard = new DefaultOAuth2AuthorizationRequestResolver(clients, BASE);
        this.standard.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request) {
        // Any other name is just no address; the standard would call it an error of the server.
        boolean ours = request.getRequestURI().equals(request.getContextPath() + PATH);
        return ours ? withOurs(request, standard.resolve(request)) : null;
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest resolve(HttpServletRequest request, String registration) {
        return withOurs(request, standard.resolve(request, registration));
    }

    private static @Nullable OAuth2AuthorizationRequest withOurs(
            HttpServletRequest request, @Nullable OAuth2AuthorizationRequest plain) {
        if (plain == null) {
            return null;
        }
        Map<String, Object> more = new HashMap<>(plain.getAdditionalParameters());
        if ("true".equals(request.getParameter("fresh"))) {
            more.put("prompt", "login");
            more.put("max_age", "0");
        }
        String page = LocalPath.orRoot(request.getParameter(RETURN));
        return OAuth2AuthorizationRequest.from(plain)
                .additionalParameters(more)
                .attributes(attributes -> attributes.put(RETURN, page))
                .build();
    }
}
