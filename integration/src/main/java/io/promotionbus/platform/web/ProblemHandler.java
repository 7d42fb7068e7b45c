package io.promotionbus.platform.web;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.promotionbus.platform.Unavailable;
import io.promotionbus.platform.persistence.StorageFailure;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.validation.FieldError;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every error of the HTTP API leaves as a problem document in the reader's language, with a slug and no internals. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProblemHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemHandler.class);

    private final Problems problems;

    ProblemHandler(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Map<String, Object>> handle(Exception failure, HttpServletRequest request) {
        if (failure instanceof AsyncRequestNotUsableException) {
            LOG.debug("The client went away", failure);
            return null;
        }
        ProblemException problem = problem(failure, request);
        HttpHeaders headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (failure instanceof ErrorResponse known
                && known.getHeaders().getAllow().size() > 0) {
            headers.setAllow(known.getHeaders().getAllow());
        }
        if (problem.status() == 503) {
            headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(StorageFailure.RETRY_AFTER_SECONDS));
        }
        if (problem.status() == 401) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        var language = Languages.of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE));
        return ResponseEntity.status(problem.status()).headers(headers).body(problems.document(problem, language));
    }

    private static ProblemException problem(Exception failure, HttpServletRequest request) {
        if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof RequestSize.TooLarge) {
            return ProblemException.of(413, "too-large");
        }
        return switch (failure) {
            case ProblemException problem -> problem;
            case AccessDeniedException denied ->
                request.getUserPrincipal() == null
                        ? ProblemException.of(401, "unauthenticated")
                        : ProblemException.of(403, "forbidden");
            case AuthenticationException unknown -> ProblemException.of(401, "unauthenticated");
            case HttpRequestMethodNotSupportedException method ->
                ProblemException.of(405, "method-not-allowed", method.getMethod());
            case HttpMediaTypeNotSupportedException type -> ProblemException.of(415, "unsupported-media-type");
            case HttpMediaTypeNotAcceptableException type -> ProblemException.of(406, "not-acceptable");
            case NoResourceFoundException missing -> ProblemException.notFound("resource");
            case NoHandlerFoundException missing -> ProblemException.notFound("resource");
            case MethodArgumentTypeMismatchException wrong -> wrongType(wrong);
            case MissingServletRequestParameterException missing ->
                ProblemException.badRequest(missing.getParameterName());
            case MissingRequestValueException missing -> ProblemException.badRequest("request");
            case MethodArgumentNotValidException invalid -> ProblemException.badRequest(field(invalid));
            case HandlerMethodValidationException invalid -> ProblemException.badRequest(parameter(invalid));
            case ConstraintViolationException invalid -> ProblemException.badRequest(path(invalid));
            case HttpMessageNotReadableException unreadable -> ProblemException.badRequest(jsonField(unreadable));
            default -> fault(failure);
        };
    }

    /** Ids stand in the path: one that cannot be an id is unknown, not malformed. */
    private static ProblemException wrongType(MethodArgumentTypeMismatchException wrong) {
        return wrong.getParameter().hasParameterAnnotation(PathVariable.class)
                ? ProblemException.notFound(wrong.getName())
                : ProblemException.badRequest(wrong.getName());
    }

    private static String field(MethodArgumentNotValidException invalid) {
        FieldError first = invalid.getBindingResult().getFieldError();
        return first == null ? "body" : first.getField();
    }

    private static String parameter(HandlerMethodValidationException invalid) {
        return invalid.getParameterValidationResults().stream()
                .map(result -> result.getMethodParameter().getParameterName())
                .filter(name -> name != null)
                .findFirst()
                .orElse("request");
    }

    private static String path(ConstraintViolationException invalid) {
        return invalid.getConstraintViolations().stream()
                .map(violation -> violation.getPropertyPath().toString())
                .findFirst()
                .orElse("request");
    }

    private static String jsonField(HttpMessageNotReadableException unreadable) {
        if (unreadable.getCause() instanceof JsonMappingException mapping) {
            List<JsonMappingException.Reference> path = mapping.getPath();
            String field = path.stream()
                    .map(at -> at.getFieldName() == null ? String.valueOf(at.getIndex()) : at.getFieldName())
                    .collect(Collectors.joining("."));
            return field.isEmpty() ? "body" : field;
        }
        return "body";
    }

    private static ProblemException fault(Exception failure) {
        if (StorageFailure.is(failure)) {
            LOG.warn("PostgreSQL is away: {}", failure.getMessage());
            return ProblemException.of(503, "storage-unavailable");
        }
        if (failure instanceof Unavailable unavailable) {
            LOG.warn("Answering 503 {}: {}", unavailable.slug(), failure.getMessage());
            return ProblemException.of(503, unavailable.slug());
        }
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            return ProblemException.of(known.getStatusCode().value(), "bad-request")
                    .with("field", "request");
        }
        LOG.error("A request failed", failure);
        return ProblemException.of(500, "internal");
    }
}
