package io.promotionbus.approval.spring;

import io.promotionbus.approval.Sources;
import io.promotionbus.promotion.BuiltFrom;
import jakarta.validation.constraints.AssertTrue;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Where the source of what is promoted is kept.
 *
 * @param repository {@code owner/name} at GitHub, for images whose tag is a commit SHA; Freight with a Git commit of its
 *     own names its repository itself. Absent: without such Freight the commits of a candidate are unavailable
 */
@Validated
@ConfigurationProperties("bus.github")
record ApprovalProperties(@Nullable String repository) {

    @AssertTrue(message = "it must have the form owner/name")
    boolean isRepositoryUsable() {
        return repository == null || repository.isBlank() || Sources.isRepository(repository);
    }

    Sources sources(BuiltFrom builtFrom) {
        return new Sources(repository == null || repository.isBlank() ? null : repository, builtFrom);
    }
}
