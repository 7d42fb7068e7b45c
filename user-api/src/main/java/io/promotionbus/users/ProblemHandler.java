package io.promotionbus.users;

import com.fasterxml.jackson.databind.JsonMappingException;
import io.promotionbus.users.Problems.FieldProblem;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error is a problem document (RFC 9457) in the caller's language that names the fields to blame. */
@RestControllerAdvice
class ProblemHandler extends ResponseEntityExceptionHandler {

    private static final String TYPE = "https://promotionbus.io/problems/";

    private final MessageSource messages;

    ProblemHandler(MessageSource messages) {
        this.messages = messages;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onUserProblem(UserProblems problem) {
        String field = problem.field();
        List<FieldProblem> errors = List.of();
        if (field != null) {
            String key =
                    problem instanceof UserProblems.BadParameter parameter ? parameter.messageKey : "users.email-taken";
            errors = List.of(new FieldProblem(field, text(key, problem.arguments)));
        }
        return answer(HttpStatusCode.valueOf(problem.status), problem.slug, errors, problem.arguments);
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, CannotCreateTransactionException.class})
    ResponseEntity<ProblemDetail> onDatabaseAway(RuntimeException away) {
        logger.warn("The database does not answer: " + away.getMessage());
        ProblemDetail body = document(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", List.of());
        return ResponseEntity.status(503)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> errors = invalid.getFieldErrors().stream()
                .map(error -> new FieldProblem(error.getField(), String.valueOf(error.getDefaultMessage())))
                .sorted(java.util.Comparator.comparing(FieldProblem::field).thenComparing(FieldProblem::message))
                .toList();
        return generic(status, "bad-request", errors, headers);
    }

    @Override
    protected ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException invalid, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<FieldProblem> errors = invalid.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors body
                        ? body.getFieldErrors().stream()
                                .map(error ->
                                        new FieldProblem(error.getField(), String.valueOf(error.getDefaultMessage())))
                        : result.getResolvableErrors().stream()
                                .map(error -> new FieldProblem(
                                        String.valueOf(
                                                result.getMethodParameter().getParameterName()),
                                        String.valueOf(error.getDefaultMessage()))))
                .toList();
        return generic(status, "bad-request", errors, headers);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return generic(status, "malformed", wrongField(unreadable.getCause()), headers);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> onWrongType(MethodArgumentTypeMismatchException wrong) {
        return answer(
                HttpStatus.BAD_REQUEST,
                "bad-request",
                List.of(new FieldProblem(wrong.getName(), text("users.wrong-type"))));
    }

    /** What Spring itself refuses (method, media type, unknown path) keeps its status and gets our shape. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail) {
            HttpStatus known = HttpStatus.resolve(status.value());
            String slug = known == null
                    ? "error"
                    : known.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return generic(status, slug, List.of(), headers);
        }
        return ResponseEntity.status(status).headers(headers).body(body);
    }

    private List<FieldProblem> wrongField(@Nullable Throwable cause) {
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(reference -> reference.getFieldName() == null ? "" : reference.getFieldName())
                    .collect(Collectors.joining("."));
            return List.of(new FieldProblem(path, text("users.wrong-type")));
        }
        return List.of();
    }

    private ResponseEntity<Object> generic(
            HttpStatusCode status, String slug, List<FieldProblem> errors, HttpHeaders headers) {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document(status, slug, errors));
    }

    private ResponseEntity<ProblemDetail> answer(
            HttpStatusCode status, String slug, List<FieldProblem> errors, Object... arguments) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(document(status, slug, errors, arguments));
    }

    ProblemDetail document(HttpStatusCode status, String slug, List<FieldProblem> errors, Object... arguments) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create(TYPE + slug));
        problem.setTitle(text("problem." + slug + ".title"));
        problem.setDetail(text("problem." + slug + ".detail", arguments));
        if (!errors.isEmpty()) {
            problem.setProperty("errors", errors);
        }
        return problem;
    }

    private String text(String key, Object... arguments) {
        Locale locale = LocaleContextHolder.getLocale();
        String fallback = key.endsWith(".title") ? "Request refused" : "";
        return String.valueOf(messages.getMessage(key, arguments, fallback, locale));
    }
}
