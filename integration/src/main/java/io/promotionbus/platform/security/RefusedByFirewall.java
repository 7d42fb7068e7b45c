package io.promotionbus.platform.security;

import io.promotionbus.platform.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** Answers paths and methods that no honest client sends in the same form as everything else. */
@Component
class RefusedByFirewall implements RequestRejectedHandler {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private final ProblemAnswers answers;

    RefusedByFirewall(ProblemAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException refused)
            throws IOException {
        answers.write(
                request,
                response,
                METHODS.contains(request.getMethod())
                        ? ProblemException.badRequest("path")
                        : ProblemException.of(405, "method-not-allowed", request.getMethod()));
    }
}
