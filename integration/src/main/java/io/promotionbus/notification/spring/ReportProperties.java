package io.promotionbus.notification.spring;

import io.promotionbus.notification.ReportDestination;
import io.promotionbus.platform.GitHubAccess;
import io.promotionbus.platform.InvalidConfiguration;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What pull requests are told.
 *
 * @param repository {@code owner/name}; nothing is told without it
 * @param report whether pull requests and commits are written to; needs credentials that may
 * @param locale language of what is written
 */
@ConfigurationProperties("bus.github")
record ReportProperties(
        @Nullable String repository,
        @DefaultValue("true") boolean report,
        @DefaultValue("pt-BR") String locale) {

    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}");

    /** Without credentials GitHub lets nobody write; the repository is only read then. */
    ReportDestination destination(GitHubAccess access) {
        boolean named = repository != null && !repository.isBlank();
        if (named && !REPOSITORY.matcher(repository).matches()) {
            throw InvalidConfiguration.wrong("bus.github.repository", "it must be owner/name");
        }
        return new ReportDestination(
                named && report && access.configured() ? repository : null, Locale.forLanguageTag(locale));
    }
}
