package io.promotionbus.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Logins under way, in the session and so in the database: any replica may take the way back. Several at once, because
 * people open two links from two mails; the oldest is forgotten beyond {@value #MAX}.
 */
final class PendingLogins implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {

    private static final int MAX = 5;
    private static final String ATTRIBUTE = "pending-logins";
    static final String RETURN_ATTRIBUTE = PendingLogins.class.getName() + ".return";

    @Override
    public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
        String state = request.getParameter("state");
        HttpSession session = request.getSession(false);
        return state == null || session == null ? null : pending(session).get(state);
    }

    @Override
    public void saveAuthorizationRequest(
            @Nullable OAuth2AuthorizationRequest login, HttpServletRequest request, HttpServletResponse response) {
        if (login == null) {
            removeAuthorizationRequest(request, response);
            return;
        }
        HttpSession session = request.getSession();
        LinkedHashMap<String, OAuth2AuthorizationRequest> pending = pending(session);
        pending.put(login.getState(), login);
        while (pending.size() > MAX) {
            pending.pollFirstEntry();
        }
        session.setAttribute(ATTRIBUTE, pending);
    }

    @Override
    public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
            HttpServletRequest request, HttpServletResponse response) {
        OAuth2AuthorizationRequest login = loadAuthorizationRequest(request);
        HttpSession session = request.getSession(false);
        if (login == null || session == null) {
            return null;
        }
        LinkedHashMap<String, OAuth2AuthorizationRequest> pending = pending(session);
        pending.remove(login.getState());
        session.setAttribute(ATTRIBUTE, pending);
        request.setAttribute(RETURN_ATTRIBUTE, login.getAttribute(LoginRequests.RETURN));
        return login;
    }

    @SuppressWarnings("NonApiType") // what a session keeps must be serialisable, which a Map is not known to be
    private static LinkedHashMap<String, OAuth2AuthorizationRequest> pending(HttpSession session) {
        LinkedHashMap<String, OAuth2AuthorizationRequest> copy = new LinkedHashMap<>();
        if (session.getAttribute(ATTRIBUTE) instanceof Map<?, ?> known) {
            known.forEach((state, login) -> copy.put((String) state, (OAuth2AuthorizationRequest) login));
        }
        return copy;
    }
}
