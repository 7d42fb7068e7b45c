package io.promotionbus.platform.observability;

import io.promotionbus.platform.InvalidConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Turns every kind of wrong configuration into the one sentence that names the property. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public class InvalidConfigurationAnalyzer implements FailureAnalyzer {

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String sentence = sentence(cause);
            if (sentence != null) {
                return new FailureAnalysis(sentence, null, cause);
            }
        }
        return null;
    }

    private static @Nullable String sentence(Throwable cause) {
        if (cause instanceof InvalidConfiguration) {
            return cause.getMessage();
        }
        if (cause instanceof BindValidationException invalid) {
            return sentence(invalid);
        }
        // A bind exception may wrap the validation; that one is more exact and comes further down.
        if (cause instanceof BindException bind && !(bind.getCause() instanceof BindValidationException)) {
            return "The property " + bind.getName() + " cannot be used: its value does not have the right form.";
        }
        return cause instanceof ConfigurationPropertiesBindException && cause.getCause() == null
                ? "The configuration cannot be used: " + cause.getMessage()
                : null;
    }

    private static String sentence(BindValidationException invalid) {
        ObjectError first = invalid.getValidationErrors().getAllErrors().getFirst();
        ConfigurationPropertyName prefix = invalid.getValidationErrors().getName();
        String property = prefix.toString();
        boolean missing = false;
        if (first instanceof FieldError field) {
            property = prefix + "." + kebab(field.getField());
            missing = field.getRejectedValue() == null || "".equals(field.getRejectedValue());
        }
        return "The property " + property + (missing ? " is missing: " : " cannot be used: ")
                + first.getDefaultMessage() + ".";
    }

    /** {@code publicUrl} to {@code public-url}; an assertion method {@code publicUrlUsable} names its property too. */
    private static String kebab(String field) {
        String name = field.endsWith("Usable") ? field.substring(0, field.length() - "Usable".length()) : field;
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(java.util.Locale.ROOT);
    }
}
