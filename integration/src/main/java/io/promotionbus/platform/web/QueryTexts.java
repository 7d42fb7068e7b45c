package io.promotionbus.platform.web;

import java.beans.PropertyEditorSupport;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/**
 * Reads queries the same way everywhere: blank is absent, times are RFC 3339, and NUL, which PostgreSQL's text cannot hold,
 * is a bad request that names its parameter.
 */
@ControllerAdvice
class QueryTexts {

    @InitBinder
    void texts(WebDataBinder binder) {
        binder.registerCustomEditor(String.class, new Text());
        binder.registerCustomEditor(Instant.class, new Time());
    }

    private static final class Text extends PropertyEditorSupport {

        @Override
        public void setAsText(@Nullable String text) {
            if (text != null && !RequestText.storable(text)) {
                throw new IllegalArgumentException("not storable");
            }
            setValue(text == null || text.isBlank() ? null : text);
        }
    }

    private static final class Time extends PropertyEditorSupport {

        @Override
        public void setAsText(@Nullable String text) {
            // A date-time exception is no illegal argument, and only that is a wrong parameter to Spring.
            try {
                setValue(text == null || text.isBlank() ? null : RequestText.time(text));
            } catch (DateTimeException notATime) {
                throw new IllegalArgumentException("not a time", notATime);
            }
        }
    }
}
