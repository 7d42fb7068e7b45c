package io.promotionbus.intake.web;

import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.WebhookSource;
import io.promotionbus.intake.WebhookSources;
import io.promotionbus.intake.web.BodyReader.Reading;
import io.promotionbus.platform.persistence.StorageFailure;
import io.promotionbus.platform.web.Languages;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.Problems;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;

/**
 * The first checks of a webhook request, in the order of the contract: method, path, size, media type. Camel has no limit
 * on bodies, so the body is read here. Nothing of the web application behind this filter sees a webhook: what passes the
 * checks goes to the routes.
 */
public final class WebhookFilter extends OncePerRequestFilter {

    public static final String PATHS = "/webhooks/*";

    private static final int MAX_HEADER = 300;

    private final WebhookSources sources;
    private final Problems problems;
    private final RequestMeter meter;
    private final Clock clock;
    private final BodyBudget budget;
    private final Supplier<Handover> handover;

    public WebhookFilter(
            WebhookSources sources,
            Problems problems,
            RequestMeter meter,
            Clock clock,
            long bytesInFlight,
            Supplier<Handover> handover) {
        this.sources = sources;
        this.problems = problems;
        this.meter = meter;
        this.clock = clock;
        this.budget = new BodyBudget(bytesInFlight);
        this.handover = handover;
    }

    /** Bytes that bodies may still take. */
    public long bytesLeft() {
        return budget.left();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            refuse(request, response, "unknown", ProblemException.of(405, "method-not-allowed", request.getMethod()));
            return;
        }
        WebhookPath path = WebhookPath.parse(
                request.getRequestURI().substring(request.getContextPath().length()));
        WebhookSource source = path == null
                ? null
                : sources.find(path.provider(), path.source()).orElse(null);
        if (path == null || source == null) {
            refuse(request, response, "unknown", ProblemException.of(404, "unknown-source"));
            return;
        }
        // The name under which the request is measured; a path of Docker Hub's holds its token.
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern("/webhooks/" + path.provider()));
        BodyReader reader = new BodyReader(budget, clock);
        try {
            Reading reading = reader.read(request.getInputStream(), source.maxBytes(), request.getContentLengthLong());
            if (!(reading instanceof Reading.Complete complete)) {
                refuse(request, response, source.provider(), problem(reading));
                return;
            }
            if (!json(request)) {
                refuse(request, response, source.provider(), ProblemException.of(415, "unsupported-media-type"));
                return;
            }
            InboundRequest inbound = new InboundRequest(
                    source,
                    path.token(),
                    headers(request, source),
                    complete.body(),
                    request.getRemoteAddr(),
                    request.getHeader("Accept-Language"));
            if (!handover.get().take(inbound, response)) {
                // Starting, draining or suspended: no sender of ours asks again after a 404.
                refuse(request, response, source.provider(), ProblemException.of(503, "storage-unavailable"));
            }
        } finally {
            reader.close();
        }
    }

    private static ProblemException problem(Reading reading) {
        return switch (reading) {
            case Reading.TooLarge tooLarge -> ProblemException.of(413, "too-large");
            case Reading.NoRoom noRoom -> ProblemException.of(503, "storage-unavailable");
            case Reading.TooSlow tooSlow -> ProblemException.of(408, "too-slow");
            case Reading.Complete complete -> throw new IllegalStateException("a complete body is no problem");
        };
    }

    private static boolean json(HttpServletRequest request) {
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return false;
        }
        try {
            String type = request.getContentType();
            return type != null && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MimeTypeUtils.parseMimeType(type));
        } catch (InvalidMimeTypeException e) {
            return false;
        }
    }

    private static Map<String, String> headers(HttpServletRequest request, WebhookSource source) {
        Map<String, String> kept = new LinkedHashMap<>();
        for (String name : source.headers()) {
            List<String> values = Collections.list(request.getHeaders(name));
            if (values.size() == 1
                    && values.getFirst().length() <= MAX_HEADER
                    && values.getFirst().chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
                kept.put(name, values.getFirst());
            }
        }
        return kept;
    }

    private void refuse(
            HttpServletRequest request, HttpServletResponse response, String provider, ProblemException problem)
            throws IOException {
        meter.count(provider, problem.slug());
        byte[] body = problems.bytes(problem, Languages.of(request.getHeader("Accept-Language")));
        response.setStatus(problem.status());
        response.setContentType(Problems.MEDIA_TYPE);
        response.setContentLength(body.length);
        if (problem.status() == 503) {
            response.setHeader("Retry-After", String.valueOf(StorageFailure.RETRY_AFTER_SECONDS));
        }
        if (problem.status() == 413 || problem.status() == 503 || problem.status() == 408) {
            response.setHeader("Connection", "close"); // the rest of the body is not wanted
        }
        response.getOutputStream().write(body);
    }
}
