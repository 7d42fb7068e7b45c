package io.promotionbus.notification;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where changes are reported to.
 *
 * @param repository {@code owner/name}; absent when nothing is reported
 * @param locale language of the comments and statuses
 */
public record ReportDestination(@Nullable String repository, Locale locale) {

    public boolean is(String other) {
        return repository != null && repository.equalsIgnoreCase(other);
    }
}
