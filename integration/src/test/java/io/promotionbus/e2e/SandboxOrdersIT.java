package io.promotionbus.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.support.InSandbox;
import io.promotionbus.support.SandboxClient;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the control calls refuse, and from whom. */
@InSandbox
class SandboxOrdersIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST   | push              | {}                                                          | 400 | image
            POST   | push              | {"image":"nginx"}                                           | 400 | image
            POST   | push              | {"image":"users-api","posts":0}                             | 400 | posts
            POST   | push              | {"image":"users-api","tag":"-"}                             | 400 | tag
            POST   | push              | {"image":"users-api","branch":"x"}                          | 400 | branch
            POST   | push              | {"image":"users-api"} {}                                    | 400 | body
            POST   | health            | {"project":"image-promotion","stage":"qa","status":null}    | 400 | stage
            POST   | health            | {"project":"image-promotion","stage":"stg","status":"Sick"} | 400 | status
            POST   | faults            | {"target":"dns","kind":"down","for":"PT1S"}                 | 400 | target
            POST   | faults            | {"target":"smtp","kind":"down"}                             | 400 | for
            POST   | faults            | {"target":"smtp","kind":"down","for":"P9999999999D"}        | 400 | for
            POST   | clock             | {"advance":"-PT1H"}                                         | 400 | advance
            POST   | clock             | {"advance":"an hour"}                                       | 400 | advance
            PUT    | people/qa         | {"roles":["emperor"]}                                       | 400 | roles
            PUT    | people/nobody     | {"roles":[]}                                                | 404 |
            PUT    | people/service-account-promotion-bus | {"roles":[]}                             | 404 |
            PUT    | policies/quality  | {"stages":["stg"],"promotion":"Sometimes"}                  | 422 |
            DELETE | policies/unknown  |                                                             | 404 |
            POST   | processes/bus     | {"action":"restart"}                                        | 400 | action
            POST   | processes/bus2    | {"action":"start"}                                          | 404 |
            GET    | push              |                                                             | 405 |
            GET    | elsewhere         |                                                             | 404 |
            """)
    void refusesWhatItDoesNotKnow(
            String method,
            String path,
            @Nullable String body,
            int status,
            @Nullable String field,
            SandboxClient sandbox)
            throws Exception {
        String answer = byHand(sandbox, method, path, "", body == null ? "" : body);

        assertThat(answer).startsWith("HTTP/1.1 " + status).containsIgnoringCase("application/problem+json");
        if (field != null) {
            assertThat(answer).contains("\"field\":\"" + field + "\"");
        }
    }

    @Test
    void takesOrdersFromItsOwnPageAndFromTools(SandboxClient sandbox) throws Exception {
        String truth = "{\"project\":\"image-promotion\",\"stage\":\"stg\"}";
        int port = sandbox.sandbox().options().port(Port.CONTROL);

        assertThat(byHand(sandbox, "POST", "health", "Origin: http://127.0.0.1:" + port + "\r\n", truth))
                .startsWith("HTTP/1.1 204");
        assertThat(byHand(sandbox, "POST", "health", "Origin: https://elsewhere.example\r\n", truth))
                .startsWith("HTTP/1.1 403");
        assertThat(byHand(sandbox, "POST", "health", "Origin: null\r\n", truth)).startsWith("HTTP/1.1 403");
        assertThat(byHand(sandbox, "OPTIONS", "health", "Origin: https://elsewhere.example\r\n", ""))
                .doesNotContainIgnoringCase("Access-Control");
        assertThat(exchange(
                        port,
                        "GET /sandbox/status HTTP/1.1\r\nHost: elsewhere.example:" + port
                                + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    /** A client that says what it likes, Host and Origin included. */
    private static String byHand(SandboxClient sandbox, String method, String path, String headers, String body)
            throws Exception {
        int port = sandbox.sandbox().options().port(Port.CONTROL);
        return exchange(
                port,
                method + " /sandbox/" + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nConnection: close\r\n"
                        + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static String exchange(int port, String request) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
