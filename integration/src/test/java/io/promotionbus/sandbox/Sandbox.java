package io.promotionbus.sandbox;

import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.sandbox.SandboxOptions.Unusable;
import io.promotionbus.sandbox.process.ChildProcess;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code mvn -Psandbox}: starts everything, prints where it is, and runs until it is interrupted. */
public final class Sandbox {

    private static final PrintStream OUT = System.out;

    private Sandbox() {}

    /** @param args the product's jar */
    public static void main(String[] args) throws InterruptedException {
        Instant began = Instant.now();
        if (args.length != 1 || !Files.isRegularFile(Path.of(args[0]))) {
            fail("The first argument must be the bus's jar.");
        }
        try {
            SandboxOptions options = SandboxOptions.fromSystemProperties(Path.of(args[0]));
            AtomicReference<RunningSandbox> running = new AtomicReference<>();
            CountDownLatch ended = new CountDownLatch(1);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                end(running.get());
                ended.countDown();
            }));
            endWithTheStarter();
            RunningSandbox sandbox = RunningSandbox.start(options, message -> say(began, message));
            running.set(sandbox);
            say(began, "ready" + (sandbox.hasNewData() ? " (first start)" : " (data of an earlier start)"));
            say(began, Footprint.of(sandbox.processes()));
            welcome(sandbox);
            ended.await();
        } catch (Unusable e) {
            fail(e.getMessage());
        } catch (IllegalStateException | UncheckedIOException e) {
            fail(e.getMessage());
        } catch (RuntimeException | Error unexpected) {
            unexpected.printStackTrace();
            fail("The sandbox could not be started; the defect is above.");
        }
    }

    /**
     * Ctrl-C reaches every process of the terminal, but whoever ends Maven alone would leave a sandbox behind that nobody
     * sees and that keeps the ports and the data.
     */
    private static void endWithTheStarter() {
        ProcessHandle.current().parent().ifPresent(starter -> {
            // Not on the thread that says so: it belongs to the pool that the end itself needs.
            Future<?> unused =
                    starter.onExit().thenRun(() -> Thread.ofPlatform().start(() -> System.exit(0)));
        });
    }

    /** A start that has not come to its end is cut off; what was built is ended in order. */
    private static void end(@Nullable RunningSandbox sandbox) {
        if (sandbox != null) {
            OUT.println("[sandbox] stopping");
            sandbox.close();
        }
        ChildProcess.endAll();
    }

    private static void say(Instant began, String message) {
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        OUT.printf(Locale.ROOT, "[sandbox] %5.1f s  %s%n", seconds, message);
    }

    private static void fail(String sentence) {
        System.err.println("[sandbox] " + sentence);
        System.exit(1);
    }

    private static void welcome(RunningSandbox sandbox) {
        OUT.printf(
                """

                  Console        %s            (log in below)
                  Sandbox        http://127.0.0.1:%d/sandbox   (push, health, faults, clock, processes)
                  Users          dev %s   stg %s   prod %s
                  Keycloak       %s   realm promotion-bus

                  People, password = name:
                    dev        writes the sample application        qa, qa2    decide about stg
                    po, po2    decide about prod                    lead       qa and po in one
                    operator   runs the bus, break-glass            auditor    reads deliveries and audit
                    viewer     looks on

                  Push a version:
                    curl -s -X POST http://127.0.0.1:%d/sandbox/push -H 'Content-Type: application/json' \\
                         -d '{"image":"users-api","message":"feat: update a user"}'

                  Ctrl-C ends everything; the data stays.

                """,
                sandbox.consoleUrl(),
                sandbox.options().port(Port.CONTROL),
                sandbox.url(Port.USERS_DEV),
                sandbox.url(Port.USERS_STG),
                sandbox.url(Port.USERS_PROD),
                sandbox.keycloakUrl(),
                sandbox.options().port(Port.CONTROL));
    }
}
