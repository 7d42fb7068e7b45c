package io.promotionbus.platform.web;

import io.promotionbus.platform.Unavailable;
import io.promotionbus.platform.persistence.StorageFailure;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Errors that never reached a controller (filters, the container) answer in the same form as all others. */
@Hidden
@Controller
class ErrorAnswers implements ErrorController {

    private final Problems problems;

    ErrorAnswers(Problems problems) {
        this.problems = problems;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Map<String, Object>> error(HttpServletRequest request) {
        ProblemException problem = problem(request);
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.status() == 503) {
            answer.header(HttpHeaders.RETRY_AFTER, String.valueOf(StorageFailure.RETRY_AFTER_SECONDS));
        }
        return answer.body(problems.document(problem, Languages.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE))));
    }

    private static ProblemException problem(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            if (StorageFailure.is(failure)) {
                return ProblemException.of(503, "storage-unavailable");
            }
            if (failure instanceof Unavailable unavailable) {
                return ProblemException.of(503, unavailable.slug());
            }
            return ProblemException.of(500, "internal");
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? byStatus(status, request.getMethod())
                : ProblemException.notFound("page");
    }

    /** What a bare status says, when nothing more is known. */
    static ProblemException byStatus(int status, String method) {
        return switch (status) {
            case 401 -> ProblemException.of(401, "unauthenticated");
            case 403 -> ProblemException.of(403, "forbidden");
            case 404 -> ProblemException.notFound("page");
            case 405 -> ProblemException.of(405, "method-not-allowed", method);
            case 413 -> ProblemException.of(413, "too-large");
            case 415 -> ProblemException.of(415, "unsupported-media-type");
            case 503 -> ProblemException.of(503, "draining");
            default ->
                status < 500
                        ? ProblemException.of(status, "bad-request").with("field", "request")
                        : ProblemException.of(500, "internal");
        };
    }
}
