package io.promotionbus.sandbox.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Stands before a server on loopback and passes everything on, until a {@link Fault} is set. */
public final class FaultGate implements AutoCloseable {

    public static final Duration SLOWNESS = Duration.ofSeconds(5);

    private static final Duration FAREWELL = Duration.ofSeconds(2);

    /** What the clients speak, to answer them with a status. */
    public enum Protocol {
        HTTP,
        SMTP
    }

    private final Protocol protocol;
    private final int upstream;
    private final ServerSocket listener;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Fault fault;

    private FaultGate(Protocol protocol, int upstream, ServerSocket listener) {
        this.protocol = protocol;
        this.upstream = upstream;
        this.listener = listener;
    }

    /** @param port what clients connect to, 0 for a free one */
    public static FaultGate before(Protocol protocol, int upstream, int port) {
        try {
            FaultGate gate =
                    new FaultGate(protocol, upstream, new ServerSocket(port, 200, InetAddress.getByName("127.0.0.1")));
            Thread.ofVirtual().start(gate::accept);
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException("Port " + port + " could not be opened", e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Sets what goes wrong from now on, for connections that are open too; replaces an earlier fault. */
    public void set(Fault next) {
        fault = next;
        if (next.kind() != Fault.Kind.SLOW) {
            open.forEach(FaultGate::reset);
        }
    }

    /** Ends the fault. */
    public void clear() {
        fault = null;
    }

    /** Ends the fault and every connection, so that nothing that is under way arrives any more. */
    public void reset() {
        fault = null;
        open.forEach(FaultGate::reset);
    }

    /** What goes wrong now. */
    public Optional<Fault> current() {
        Fault set = fault;
        return set == null || Instant.now().isAfter(set.until()) ? Optional.empty() : Optional.of(set);
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closing) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(closing);
                }
            }
        }
    }

    private void serve(Socket client) {
        Optional<Fault> now = current();
        if (now.isPresent() && now.get().kind() == Fault.Kind.DOWN) {
            reset(client);
        } else if (now.isPresent() && now.get().kind() == Fault.Kind.STATUS) {
            refuse(client, now.get().status());
        } else {
            pass(client);
        }
    }

    private void refuse(Socket client, int status) {
        try (client) {
            client.setSoTimeout(Math.toIntExact(FAREWELL.toMillis()));
            OutputStream out = client.getOutputStream();
            if (protocol == Protocol.SMTP) {
                out.write((status + " 4.3.2 A fault was set in the sandbox\r\n").getBytes(StandardCharsets.US_ASCII));
            } else {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                    // The head has to be read, or the client sees a reset instead of the answer.
                }
                String body = "{\"message\":\"A fault was set in the sandbox\"}";
                out.write(("HTTP/1.1 " + status + " Fault\r\nContent-Type: application/json\r\nRetry-After: 1\r\n"
                                + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII));
            }
            out.flush();
            client.shutdownOutput();
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            reset(client);
        }
    }

    private void pass(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getByName("127.0.0.1"), upstream);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            open.add(client);
            open.add(server);
            Thread.ofVirtual().start(() -> pump(server, client, false));
            pump(client, server, true);
        } catch (IOException away) {
            reset(client);
        }
    }

    private void pump(Socket from, Socket to, boolean request) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (request
                        && current()
                                .map(Fault::kind)
                                .filter(Fault.Kind.SLOW::equals)
                                .isPresent()) {
                    TimeUnit.MILLISECONDS.sleep(SLOWNESS.toMillis());
                }
                out.write(buffer, 0, n);
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            reset(from);
            reset(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forget(from, to);
        }
    }

    /** Closes both once neither direction has more to say. */
    private void forget(Socket from, Socket to) {
        if ((from.isOutputShutdown() && to.isOutputShutdown()) || from.isClosed() || to.isClosed()) {
            for (Socket socket : new Socket[] {from, to}) {
                open.remove(socket);
                closeQuietly(socket);
            }
        }
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException alreadyClosed) {
            return;
        }
        closeQuietly(socket);
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(FaultGate.class.getName()).log(System.Logger.Level.DEBUG, "Closing failed", e);
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.forEach(FaultGate::reset);
    }
}
