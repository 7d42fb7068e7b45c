package io.promotionbus.users;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.actuate.autoconfigure.security.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/** Bearer tokens of the realm with audience {@code users-api}; {@code user-reader} reads, {@code user-admin} writes. */
@Configuration(proxyBeanMethods = false)
@OpenAPIDefinition(
        info = @Info(title = "Users API", version = "1", description = "The sample application that is promoted."),
        security = @SecurityRequirement(name = "oidc"))
@SecurityScheme(name = "oidc", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
class SecurityConfiguration {

    @Bean
    @Order(1)
    SecurityFilterChain open(HttpSecurity http) throws Exception {
        // A chain of its own: whoever asks for the version with an expired token still gets it.
        return http.securityMatchers(
                        requests -> requests.requestMatchers(HttpMethod.GET, "/api/version", "/v3/api-docs")
                                .requestMatchers(EndpointRequest.toAnyEndpoint()))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain api(HttpSecurity http, ProblemHandler problems, ObjectMapper json) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/error")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/api/users/**")
                        .hasAnyRole("user-reader", "user-admin")
                        .requestMatchers("/api/users/**")
                        .hasRole("user-admin")
                        .anyRequest()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(Customizer.withDefaults())
                        .authenticationEntryPoint((request, response, failure) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            write(response, HttpStatus.UNAUTHORIZED, "unauthenticated", problems, json);
                        })
                        .accessDeniedHandler((request, response, denied) ->
                                write(response, HttpStatus.FORBIDDEN, "forbidden", problems, json)))
                .csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .build();
    }

    private static void write(
            HttpServletResponse response, HttpStatus status, String slug, ProblemHandler problems, ObjectMapper json)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        json.writeValue(response.getWriter(), problems.document(status, slug, List.of()));
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
