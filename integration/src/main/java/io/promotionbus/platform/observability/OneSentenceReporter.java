package io.promotionbus.platform.observability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** One line instead of Spring Boot's block, which is switched off in the configuration. */
public class OneSentenceReporter implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger(OneSentenceReporter.class);

    @Override
    public void report(FailureAnalysis analysis) {
        String action = analysis.getAction() == null ? "" : " " + analysis.getAction();
        LOG.error("The bus did not start. {}{}", analysis.getDescription(), action);
        LOG.debug("Cause", analysis.getCause());
    }
}
