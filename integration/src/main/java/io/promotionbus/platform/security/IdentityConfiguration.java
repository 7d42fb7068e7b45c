package io.promotionbus.platform.security;

import io.promotionbus.platform.Dependencies;
import io.promotionbus.platform.PublicUrl;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * The realm as client and resource server see it. Addresses follow from the issuer, keys are fetched when the first token
 * comes: the bus starts while the identity provider is away.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentityProperties.class)
class IdentityConfiguration {

    static final String REGISTRATION = "keycloak";
    static final String ROLES_CLAIM = "roles";

    @Bean
    ClientRegistrationRepository clientRegistrations(IdentityProperties identity, PublicUrl publicUrl) {
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId(REGISTRATION)
                .clientId(identity.clientId())
                .clientSecret(identity.clientSecret())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri(publicUrl.to("/login/oauth2/code/" + REGISTRATION).toString())
                .scope("openid", "profile", "email")
                .issuerUri(identity.issuerUri().toString())
                .authorizationUri(identity.endpoint("auth"))
                .tokenUri(identity.endpoint("token"))
                .jwkSetUri(identity.endpoint("certs"))
                .userNameAttributeName("sub")
                .providerConfigurationMetadata(Map.of("end_session_endpoint", identity.endpoint("logout")))
                .build());
    }

    /** Bearer tokens: same issuer, our audience, signature by the realm's keys. */
    @Bean
    JwtDecoder jwtDecoder(IdentityProperties identity, Dependencies dependencies) {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(identity.endpoint("certs"))
                .restOperations(new RestTemplate(timeouts()))
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(identity.issuerUri().toString()),
                new JwtClaimValidator<List<String>>(
                        "aud", audience -> audience != null && audience.contains(identity.audience()))));
        return decoder;
    }

    /** The login side: the ID token's {@code roles} become authorities; scopes do not. */
    @Bean
    GrantedAuthoritiesMapper rolesOfTheIdToken() {
        return authorities -> authorities.stream()
                .filter(OidcUserAuthority.class::isInstance)
                .map(OidcUserAuthority.class::cast)
                .<GrantedAuthority>flatMap(authority -> {
                    List<String> roles = authority.getIdToken().getClaimAsStringList(ROLES_CLAIM);
                    return (roles == null ? List.<String>of() : roles)
                            .stream().map(role -> new SimpleGrantedAuthority(Requesters.ROLE_PREFIX + role));
                })
                .toList();
    }

    static JdkClientHttpRequestFactory timeouts() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(Duration.ofSeconds(5));
        return requests;
    }
}
