package io.promotionbus.platform.web;

import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Tomcat refuses by itself, such as an encoded NUL in a path, is a problem document too and no HTML. */
final class ProblemValve extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    private final Problems problems;

    ProblemValve(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected void report(Request request, Response response, Throwable failure) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        ProblemException problem = ErrorAnswers.byStatus(response.getStatus(), request.getMethod());
        try {
            response.setContentType(Problems.MEDIA_TYPE);
            response.getOutputStream()
                    .write(problems.bytes(problem, Languages.of(request.getHeader("Accept-Language"))));
            response.finishResponse();
        } catch (IOException | IllegalStateException gone) {
            LOG.debug("A refusal could not be explained", gone);
        }
    }
}
