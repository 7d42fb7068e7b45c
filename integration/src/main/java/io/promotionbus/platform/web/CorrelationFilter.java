package io.promotionbus.platform.web;

import io.promotionbus.platform.Correlation;
import io.promotionbus.platform.Ids;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Every API request gets a correlation id of ours (a caller's is not believed) and returns it in
 * {@code X-Correlation-Id}, so that a person who reports an error can name it.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CorrelationFilter extends OncePerRequestFilter {

    private static final String HEADER = "X-Correlation-Id";

    private final Ids ids;

    CorrelationFilter(Ids ids) {
        this.ids = ids;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith("/api/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String correlation = ids.next().toString();
        String before = Correlation.swap(correlation);
        response.setHeader(HEADER, correlation);
        try {
            chain.doFilter(request, response);
        } finally {
            Correlation.swap(before);
        }
    }
}
