package io.promotionbus.sandbox.control;

import io.promotionbus.sandbox.RunningSandbox;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.LoopbackServer;
import io.promotionbus.sandbox.http.LoopbackServer.Handler;
import io.promotionbus.sandbox.http.Request;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/** {@code /sandbox/…}: everything a person or a test does to the sandbox. */
public final class ControlServer implements AutoCloseable {

    private static final String STATUS = "GET /sandbox/status";
    private static final String PAGE = "GET /sandbox";
    private static final String RESET = "POST /sandbox/reset";
    /** A site that made its own name lead here would otherwise pass for the page of this server. */
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost", "[::1]");

    private final RunningSandbox sandbox;
    private final Map<String, Handler> routes = new TreeMap<>();
    /** A reset happens between other calls, not during one. */
    private final ReadWriteLock resetting = new ReentrantReadWriteLock(true);

    private final LoopbackServer server;

    public ControlServer(RunningSandbox sandbox, int port) {
        this.sandbox = sandbox;
        Development development = new Development(sandbox);
        Disturbances disturbances = new Disturbances(sandbox);
        Machinery machinery = new Machinery(sandbox);
        routes.put(PAGE, request -> page());
        routes.put(STATUS, machinery::status);
        routes.put("POST /sandbox/push", development::push);
        routes.put("GET /sandbox/mail", development::mail);
        routes.put("DELETE /sandbox/mail", development::deleteMail);
        routes.put("GET /sandbox/github", development::github);
        routes.put("GET /sandbox/promotions", development::promotions);
        routes.put("PUT /sandbox/policies/*", development::putPolicy);
        routes.put("DELETE /sandbox/policies/*", development::deletePolicy);
        routes.put("PUT /sandbox/people/*", development::putPerson);
        routes.put("POST /sandbox/health", disturbances::health);
        routes.put("POST /sandbox/faults", disturbances::fault);
        routes.put("POST /sandbox/clock", machinery::clock);
        routes.put("POST /sandbox/processes/*", machinery::process);
        routes.put(RESET, machinery::reset);
        this.server = LoopbackServer.start(port, this::handle);
    }

    private Answer handle(Request request) throws Exception {
        if (isForeign(request)) {
            return Answer.problem(403, "forbidden", "The sandbox takes orders from its own page and from tools only.");
        }
        String[] segments = request.segments();
        String path = request.path().replaceAll("/+$", "");
        String pattern = segments.length == 3 ? "/sandbox/" + segments[1] + "/*" : path;
        String route = request.method() + " " + pattern;
        Handler handler = routes.get(route);
        if (handler != null) {
            return call(route, handler, request);
        }
        Set<String> methods = routes.keySet().stream()
                .filter(known -> known.substring(known.indexOf(' ') + 1).equals(pattern))
                .map(known -> known.substring(0, known.indexOf(' ')))
                .collect(Collectors.toSet());
        return methods.isEmpty()
                ? Answer.problem(404, "not-found", "There is no " + request.path() + " in the sandbox's control API.")
                : Answer.problem(405, "method-not-allowed", path + " takes " + methods + ".")
                        .with("Allow", String.join(", ", methods));
    }

    private Answer call(String route, Handler handler, Request request) throws Exception {
        if (route.equals(STATUS) || route.equals(PAGE)) {
            return handler.handle(request);
        }
        if (!sandbox.isStarted()) {
            return Answer.problem(
                            503, "not-ready", "The sandbox is still starting; /sandbox/status tells how far it is.")
                    .with("Retry-After", "2");
        }
        Lock lock = route.equals(RESET) ? resetting.writeLock() : resetting.readLock();
        lock.lock();
        try {
            return handler.handle(request);
        } finally {
            lock.unlock();
        }
    }

    /** A page of another site may not drive the sandbox through somebody's browser. */
    private static boolean isForeign(Request request) {
        String host = request.header("host");
        if (!HOSTS.contains(host.replaceAll(":\\d+$", ""))) {
            return true;
        }
        String origin = request.header("origin");
        return !request.method().equals("GET") && !origin.isEmpty() && !origin.equals("http://" + host);
    }

    private static Answer page() throws IOException {
        try (InputStream in = ControlServer.class.getResourceAsStream("/sandbox/control.html")) {
            return Answer.html(200, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
