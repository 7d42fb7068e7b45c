package io.promotionbus.users;

import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What this instance is.
 *
 * @param version the image's tag
 * @param commit the source commit's SHA
 * @param environment such as {@code dev}, {@code stg}, {@code prod}
 * @param fault a misbehaviour for demonstrations, none unless set; cannot be set by a request
 */
@Validated
@ConfigurationProperties("app")
record AppProperties(
        @NotBlank String version,
        @NotBlank String commit,
        @NotBlank String environment,
        @Nullable Fault fault) {

    enum Fault {
        /** Never becomes ready. */
        UNREADY,
        /** Serves for 20 s, then says it is not ready. */
        LATE,
        /** Exits 20 s after it became ready. */
        CRASH,
        /** Answers every request 2 s late. */
        SLOW
    }
}
