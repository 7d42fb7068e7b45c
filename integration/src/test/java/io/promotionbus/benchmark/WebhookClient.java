package io.promotionbus.benchmark;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;

/**
 * Posts signed GitHub deliveries over one kept-alive connection. Written on a bare socket, so that the client costs as
 * little as the baseline's driver: both share the machine with what is measured.
 */
final class WebhookClient implements Load.Client {

    private static final String SEPARATOR = "\r\n";

    private final URI bus;
    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private final String head;
    private final SignedPush push;

    WebhookClient(URI bus, SignedPush push) throws IOException {
        this.bus = bus;
        this.push = push;
        connect();
        this.head = String.join(
                SEPARATOR,
                "POST /webhooks/github HTTP/1.1",
                "Host: " + bus.getHost() + ":" + bus.getPort(),
                "Content-Type: application/json",
                "User-Agent: GitHub-Hookshot/benchmark",
                "X-GitHub-Event: push",
                "Content-Length: " + push.body().length,
                "X-GitHub-Delivery: ");
    }

    /** Clients of a bus that trusts the secret. */
    static Callable<Load.Client> of(URI bus, String secret) {
        return () -> new WebhookClient(bus, new SignedPush(secret));
    }

    private void connect() throws IOException {
        socket = new Socket(bus.getHost(), bus.getPort());
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    @Override
    public void once() throws IOException {
        push.next();
        byte[] body = push.body();
        byte[] start = (head + UUID.randomUUID() + SEPARATOR + "X-Hub-Signature-256: " + push.signature() + SEPARATOR
                        + SEPARATOR)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(start, start.length + body.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        out.write(request);
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = -1;
        boolean chunked = false;
        boolean last = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).trim());
            }
            last |= lower.startsWith("connection: close");
            chunked |= lower.startsWith("transfer-encoding: chunked");
        }
        String answer = chunked ? chunks() : new String(in.readNBytes(Math.max(length, 0)), StandardCharsets.UTF_8);
        if (status != 202) {
            throw new IOException("A delivery was answered with " + status + ": " + answer);
        }
        if (last) {
            socket.close();
            connect();
        }
    }

    private String chunks() throws IOException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int size = Integer.parseInt(line().trim(), 16);
            text.append(new String(in.readNBytes(size), StandardCharsets.UTF_8));
            line();
            if (size == 0) {
                return text.toString();
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The bus closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
