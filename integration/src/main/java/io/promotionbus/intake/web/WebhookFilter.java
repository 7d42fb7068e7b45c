package io.promotionbus.intake.web;

import io.promotionbus.intake.InboundRequest;
import io.promotionbus.intake.WebhookSource;
import io.promotionbus.intake.WebhookSources;
import io.promotionbus.intake.web.BodyReader.Reading;
import io.promotionbus.platform.persistence.StorageFailure;
import io.promotionbus.platform.web.Languages;
import io.promotionbus.platform.web.ProblemException;
import io.promotionbus.platform.web.Problems;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
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
import java.util.function.BooleanSupplier;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeTypeUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The first checks of a webhook request, in the order of the contract: method, path, size, media type. Camel has no limit
 * on bodies, so the body is read here and travels on as an attribute.
 */
public final class WebhookFilter extends OncePerRequestFilter {

    /** Request attribute with the {@link InboundRequest}. */
    public static final String REQUEST = WebhookFilter.class.getName() + ".request";

    public static final String PATHS = "/webhooks/*";

    private static final int MAX_HEADER = 300;

    private final WebhookSources sources;
    private final Problems problems;
    private final RequestMeter meter;
    private final Clock clock;
    private final BodyBudget budget;
    private final BooleanSupplier routesUp;

    public WebhookFilter(
            WebhookSources sources,
            Problems problems,
            RequestMeter meter,
            Clock clock,
            long bytesInFlight,
            BooleanSupplier routesUp) {
        this.sources = sources;
        this.problems = problems;
        this.meter = meter;
        this.clock = clock;
        this.budget = new BodyBudget(bytesInFlight);
        this.routesUp = routesUp;
    }

    /** Bytes that bodies may still take. */
    public long bytesLeft() {
        return budget.left();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
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
        if (!routesUp.getAsBoolean()) {
            // While starting: no sender of ours asks again after a 404.
            refuse(request, response, source.provider(), ProblemException.of(503, "storage-unavailable"));
            return;
        }
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
            request.setAttribute(
                    REQUEST,
                    new InboundRequest(
                            source,
                            path.token(),
                            headers(request, source),
                            complete.body(),
                            request.getRemoteAddr(),
                            request.getHeader("Accept-Language")));
            chain.doFilter(new BodyAlreadyRead(request), response);
        } finally {
            closeAtTheEnd(request, reader);
        }
    }

    /** Camel answers on another thread: the body lives until then. */
    private static void closeAtTheEnd(HttpServletRequest request, BodyReader reader) {
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new WhenComplete(reader::close));
        } else {
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

    private record WhenComplete(Runnable work) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            work.run();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onError(AsyncEvent event) {
            // onComplete follows
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }
}
