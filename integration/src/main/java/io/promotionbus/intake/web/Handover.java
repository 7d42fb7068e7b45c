package io.promotionbus.intake.web;

import io.promotionbus.intake.InboundRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Where a webhook request goes once the first checks are passed. */
public interface Handover {

    /**
     * Answers the request, in the caller's thread.
     *
     * @return false when nobody takes requests of this sender now; nothing has been answered then
     */
    boolean take(InboundRequest request, HttpServletResponse response) throws IOException;
}
