package io.promotionbus.platform.security;

import io.promotionbus.platform.Unavailable;
import io.promotionbus.platform.web.Languages;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationTrustResolver;
import org.springframework.security.authentication.AuthenticationTrustResolverImpl;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/**
 * What the security chain answers itself: a problem document, never a redirect. Whoever is not signed in learns that
 * first, even when the CSRF header is missing too.
 */
@Component
class ProblemAnswers implements AuthenticationEntryPoint, AccessDeniedHandler {

    private final AuthenticationTrustResolver trust = new AuthenticationTrustResolverImpl();
    private final Problems problems;

    ProblemAnswers(Problems problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof Unavailable unavailable) {
            response.setHeader("Retry-After", "5");
            write(request, response, ProblemException.of(503, unavailable.slug()));
            return;
        }
        response.setHeader("WWW-Authenticate", "Bearer");
        write(request, response, ProblemException.of(401, "unauthenticated"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
            throws IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || trust.isAnonymous(authentication)) {
            response.setHeader("WWW-Authenticate", "Bearer");
            write(request, response, ProblemException.of(401, "unauthenticated"));
        } else {
            write(request, response, ProblemException.of(403, denied instanceof CsrfException ? "csrf" : "forbidden"));
        }
    }

    void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem) throws IOException {
        response.setStatus(problem.status());
        response.setContentType(Problems.MEDIA_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(problems.bytes(problem, Languages.of(request.getHeader("Accept-Language"))));
    }
}
