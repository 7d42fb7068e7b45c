package io.promotionbus.platform.security;

import io.promotionbus.platform.PublicUrl;
import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.web.client.RestClient;

/**
 * Three chains: machines that bring webhooks, people and clients at the API, and the static shell. Only the second knows
 * sessions.
 */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class SecurityChains {

    private final PublicUrl publicUrl;
    private final ProblemAnswers answers;
    private final ShellHeaders headers;

    SecurityChains(PublicUrl publicUrl, ProblemAnswers answers, ShellHeaders headers) {
        this.publicUrl = publicUrl;
        this.answers = answers;
        this.headers = headers;
    }

    /** Senders prove themselves per delivery (signature or token in the path); there is nothing to log in to. */
    @Bean
    @Order(1)
    SecurityFilterChain webhooks(HttpSecurity http) throws Exception {
        return stateless(http.securityMatcher("/webhooks/**")).build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(
            HttpSecurity http,
            ClientRegistrationRepository clients,
            JwtDecoder decoder,
            LoginOutcome login,
            Logout logout)
            throws Exception {
        http.securityMatcher("/api/**", "/oauth2/**", "/login/oauth2/**", "/logout")
                .authorizeHttpRequests(requests -> requests
                        // The second pass of an answer that was allowed in the first.
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/api/**")
                        .authenticated()
                        .anyRequest()
                        .permitAll())
                .requestCache(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .csrf(csrf -> csrf.csrfTokenRepository(csrfCookie()).csrfTokenRequestHandler(rawTokenAlwaysSent()))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(answers).accessDeniedHandler(answers))
                .oauth2Login(oauth -> oauth.authorizationEndpoint(
                                start -> start.authorizationRequestResolver(new LoginRequests(clients))
                                        .authorizationRequestRepository(new PendingLogins()))
                        .tokenEndpoint(token -> token.accessTokenResponseClient(codeExchange()))
                        .authorizedClientRepository(new NoTokensKept())
                        .loginPage("/")
                        .successHandler(login)
                        .failureHandler(login))
                .oauth2ResourceServer(server -> server.authenticationEntryPoint(answers)
                        .accessDeniedHandler(answers)
                        .jwt(jwt -> jwt.authenticationManager(bearerTokens(decoder))))
                .logout(out -> out.logoutUrl("/logout").logoutSuccessHandler(logout));
        headers.api(http);
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain shell(HttpSecurity http) throws Exception {
        stateless(http);
        headers.shell(http);
        return http.build();
    }

    private static HttpSecurity stateless(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable);
    }

    private CookieCsrfTokenRepository csrfCookie() {
        CookieCsrfTokenRepository cookies = CookieCsrfTokenRepository.withHttpOnlyFalse();
        cookies.setCookieCustomizer(cookie -> cookie.path("/").sameSite("Lax").secure(publicUrl.secure()));
        return cookies;
    }

    /** The header carries the cookie's raw value; without an attribute name the cookie is written on every answer. */
    private static CsrfTokenRequestAttributeHandler rawTokenAlwaysSent() {
        CsrfTokenRequestAttributeHandler handler = new CsrfTokenRequestAttributeHandler();
        handler.setCsrfRequestAttributeName(null);
        return handler;
    }

    private static AuthenticationManager bearerTokens(JwtDecoder decoder) {
        JwtGrantedAuthoritiesConverter roles = new JwtGrantedAuthoritiesConverter();
        roles.setAuthoritiesClaimName(IdentityConfiguration.ROLES_CLAIM);
        roles.setAuthorityPrefix(Requesters.ROLE_PREFIX);
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(roles);
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(converter);
        ProviderManager manager = new ProviderManager(provider);
        return authentication -> {
            try {
                return manager.authenticate(authentication);
            } catch (AuthenticationServiceException away) {
                throw new IdentityAway(away);
            }
        };
    }

    private static RestClientAuthorizationCodeTokenResponseClient codeExchange() {
        RestClientAuthorizationCodeTokenResponseClient exchange = new RestClientAuthorizationCodeTokenResponseClient();
        exchange.setRestClient(RestClient.builder()
                .requestFactory(IdentityConfiguration.timeouts())
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return exchange;
    }
}
