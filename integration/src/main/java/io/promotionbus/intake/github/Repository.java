package io.promotionbus.intake.github;

import org.jspecify.annotations.Nullable;

/** A repository as every GitHub event names it. */
record Repository(@Nullable String fullName, @Nullable String defaultBranch) {}
