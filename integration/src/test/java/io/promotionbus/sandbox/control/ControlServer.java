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
import java.util.stream.Collectors;

/** {@code /sandbox/…}: everything a person or a test does to the sandbox. */
public final class ControlServer implements AutoCloseable {

    private final Map<String, Handler> routes = new TreeMap<>();
    private final LoopbackServer server;

    public ControlServer(RunningSandbox sandbox, int port) {
        Development development = new Development(sandbox);
        Disturbances disturbances = new Disturbances(sandbox);
        Machinery machinery = new Machinery(sandbox);
        routes.put("GET /sandbox", request -> page());
        routes.put("GET /sandbox/status", machinery::status);
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
        routes.put("POST /sandbox/reset", machinery::reset);
        this.server = LoopbackServer.start(port, this::handle);
    }

    private Answer handle(Request request) throws Exception {
        // A page of another site may not drive the sandbox through somebody's browser.
        if (!request.method().equals("GET") && !request.header("origin").isEmpty()
                && !request.header("origin").endsWith("//" + request.header("host"))) {
            return Answer.problem(403, "forbidden", "The sandbox takes orders from its own page and from tools only.");
        }
        String[] segments = request.segments();
        String path = request.path().replaceAll("/+$", "");
        String pattern = segments.length == 3 ? "/sandbox/" + segments[1] + "/*" : path;
        Handler handler = routes.get(request.method() + " " + pattern);
        if (handler != null) {
            return handler.handle(request);
        }
        Set<String> methods = routes.keySet().stream()
                .filter(route -> route.substring(route.indexOf(' ') + 1).equals(pattern))
                .map(route -> route.substring(0, route.indexOf(' ')))
                .collect(Collectors.toSet());
        return methods.isEmpty()
                ? Answer.problem(404, "not-found", "There is no " + path + " in the sandbox's control API.")
                : Answer.problem(405, "method-not-allowed", path + " takes " + methods + ".")
                        .with("Allow", String.join(", ", methods));
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
