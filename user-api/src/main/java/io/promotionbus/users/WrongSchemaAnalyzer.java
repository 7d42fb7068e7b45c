package io.promotionbus.users;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** One sentence instead of a stack trace. */
class WrongSchemaAnalyzer extends AbstractFailureAnalyzer<SchemaVersion.WrongSchemaException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, SchemaVersion.WrongSchemaException cause) {
        return new FailureAnalysis("Users API does not start: " + cause.getMessage(), null, cause);
    }
}
