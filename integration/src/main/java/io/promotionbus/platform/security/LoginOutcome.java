package io.promotionbus.platform.security;

import io.promotionbus.platform.PublicUrl;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** After the identity provider: tell who listens, then go back to the page the person came for. */
@Component
class LoginOutcome implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LoginOutcome.class);

    private final PublicUrl publicUrl;
    private final List<SignIns> listeners;

    LoginOutcome(PublicUrl publicUrl, List<SignIns> listeners) {
        this.publicUrl = publicUrl;
        this.listeners = listeners;
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication)
            throws IOException {
        try {
            Requesters.of(authentication)
                    .ifPresent(requester -> listeners.forEach(listener -> listener.signedIn(requester)));
        } catch (RuntimeException notRecorded) {
            // An unrecorded login does not stand.
            SecurityContextHolder.clearContext();
            request.getSession().invalidate();
            throw notRecorded;
        }
        Object page = request.getAttribute(PendingLogins.RETURN_ATTRIBUTE);
        redirect(response, page instanceof String path ? path : "/");
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        LOG.info("A login did not complete: {}", failure.getMessage());
        redirect(response, "/?login=failed");
    }

    private void redirect(HttpServletResponse response, String path) throws IOException {
        response.setHeader("Cache-Control", "no-store");
        response.sendRedirect(publicUrl.to(LocalPath.orRoot(path)).toString());
    }
}
