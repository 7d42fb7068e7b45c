package io.promotionbus.sandbox.deploy;

import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.process.ChildProcess;
import io.promotionbus.sandbox.process.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One version of the users API in one environment, as a Pod would hold it: a process that is started again when it ends,
 * at once and then after 10 s, 20 s and so on up to five minutes, and that gets requests while its readiness says so.
 *
 * <p>One thread looks after it; {@link #isReady}, {@link #enter} and {@link #leave} are for all.
 */
final class UsersInstance {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    /** More than the two seconds that a slow version takes for every answer. */
    private static final Duration PROBE = Duration.ofSeconds(5);

    private static final int FAILURES = 2;
    private static final Duration FIRST_BACK_OFF = Duration.ofSeconds(10);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(5);
    private static final Duration STABLE = Duration.ofMinutes(10);
    private static final Duration DRAIN = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final UsersApi api;
    private final String stage;
    private final String name;
    private final List<ImageRef> images;
    private final Release release;
    private final ChildProcess process;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile int port;
    private volatile boolean ready;
    private boolean started;
    private int ends;
    private int failures;
    private long startedAt;
    private long notBefore = System.nanoTime();

    UsersInstance(UsersApi api, String stage, String name, List<ImageRef> images, Release release) {
        this.api = api;
        this.stage = stage;
        this.name = name;
        this.images = images;
        this.release = release;
        this.process = new ChildProcess(name, api.directory());
    }

    /** Starts it when that is due and asks a running one whether it is ready. */
    void look() {
        long now = System.nanoTime();
        if (process.isAlive()) {
            failures = probe() ? 0 : failures + 1;
            ready = failures == 0 || (ready && failures < FAILURES);
            return;
        }
        ready = false;
        if (started) {
            started = false;
            notBefore = now + backOff(now).toNanos();
        }
        if (now - notBefore >= 0) {
            port = Ports.free();
            process.start(api.command(name, stage, port, release), Map.of(), api.directory());
            started = true;
            startedAt = now;
            failures = 1;
        }
    }

    private Duration backOff(long now) {
        if (now - startedAt > STABLE.toNanos()) {
            ends = 0;
        }
        ends++;
        if (ends == 1) {
            return Duration.ZERO;
        }
        Duration next = FIRST_BACK_OFF.multipliedBy(1L << Math.min(ends - 2, 10));
        return next.compareTo(LONGEST_BACK_OFF) < 0 ? next : LONGEST_BACK_OFF;
    }

    private boolean probe() {
        HttpRequest request = HttpRequest.newBuilder(url().resolve("/actuator/health/readiness"))
                .timeout(PROBE)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    String name() {
        return name;
    }

    List<ImageRef> images() {
        return images;
    }

    Release release() {
        return release;
    }

    boolean isReady() {
        return ready;
    }

    Optional<Long> pid() {
        return process.pid();
    }

    /** A request is on its way to it. */
    void enter() {
        inFlight.incrementAndGet();
    }

    /** The request was answered. */
    void leave() {
        inFlight.decrementAndGet();
    }

    /** Waits for the requests that are under way, then ends it in order. */
    void drain() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        try {
            while (inFlight.get() > 0 && System.nanoTime() - deadline < 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
    }

    /** SIGTERM; what served leaves an archive of its classes behind, with which the next one starts sooner. */
    void stop() {
        boolean served = ready;
        ready = false;
        process.stop(GRACE);
        if (served) {
            api.program().get().keepArchive(name);
        }
    }

    /** SIGKILL. */
    void kill() {
        ready = false;
        process.kill();
    }
}
