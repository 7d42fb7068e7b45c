package io.promotionbus.users;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.http.MediaType;

/** The problem answers that operations share, for the OpenAPI document. */
final class Problems {

    private Problems() {}

    /** RFC 9457 with the fields that were refused. */
    @Schema(name = "Problem")
    record Document(
            String type,
            String title,
            int status,
            String detail,
            String instance,
            java.util.List<FieldProblem> errors) {}

    @Schema(
            name = "FieldProblem",
            requiredProperties = {"field", "message"})
    record FieldProblem(String field, String message) {}

    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "400",
            description = "A parameter is wrong; it is named",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Document.class)))
    @ApiResponse(
            responseCode = "401",
            description = "No valid token",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Document.class)))
    @ApiResponse(
            responseCode = "403",
            description = "The role is missing",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Document.class)))
    @interface Reading {}

    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @Reading
    @ApiResponse(
            responseCode = "409",
            description = "Another user has the e-mail address",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Document.class)))
    @ApiResponse(
            responseCode = "415",
            description = "The body is not application/json",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Document.class)))
    @interface Writing {}

    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "404",
            description = "There is no such user",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Document.class)))
    @interface Missing {}

    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @ApiResponse(
            responseCode = "412",
            description = "The user was changed since it was read",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Document.class)))
    @interface Stale {}

    @Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
    @Retention(RetentionPolicy.RUNTIME)
    @Stale
    @ApiResponse(
            responseCode = "428",
            description = "If-Match is missing",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = Document.class)))
    @interface Conditional {}
}
