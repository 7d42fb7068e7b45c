package io.promotionbus.platform.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promotionbus.platform.Changes;
import io.promotionbus.platform.Transactions;
import io.promotionbus.support.RunningBus;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsIT {

    private final RunningBus bus = RunningBus.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Reader> readers = new ArrayList<>();

    @AfterEach
    void leave() {
        readers.forEach(Reader::close);
    }

    @Test
    void tellsWhatChangedAfterTheCommitAndNothingOfARollback() {
        Reader reader = read(null, "po");
        changed(Changes.Kind.APPROVAL, "a-1", 7);
        try {
            bus.bean(Transactions.class).run(() -> {
                bus.bean(Changes.class).changed(Changes.Kind.BOARD, "never", 1);
                throw new IllegalStateException("rolled back");
            });
        } catch (IllegalStateException expected) {
            assertThat(expected).hasMessage("rolled back");
        }
        changed(Changes.Kind.FREEZE, "f-1", 1);
        await().untilAsserted(() -> assertThat(reader.events()).contains("freeze f-1"));
        assertThat(reader.events()).contains("approval a-1").doesNotContain("board never");
        assertThat(reader.text()).contains("\"version\":7");
    }

    @Test
    void hidesDeliveriesAndAuditFromWhoMayNotReadThem() {
        Reader qa = read(null, "qa");
        Reader operator = read(null, "operator");
        changed(Changes.Kind.DELIVERY, "d-1", 1);
        changed(Changes.Kind.AUDIT, "e-1", 1);
        changed(Changes.Kind.BOARD, "shop/stg", 1);
        await().untilAsserted(() -> {
            assertThat(qa.events()).contains("board shop/stg");
            assertThat(operator.events()).contains("delivery d-1", "audit e-1", "board shop/stg");
        });
        assertThat(qa.events()).noneMatch(event -> event.startsWith("delivery") || event.startsWith("audit"));
    }

    @Test
    void resumesWhereTheReaderStopped() {
        Reader first = read(null, "po");
        changed(Changes.Kind.BOARD, "shop/a", 1);
        await().untilAsserted(() -> assertThat(first.events()).contains("board shop/a"));
        String last = first.lastId();
        first.close();
        changed(Changes.Kind.BOARD, "shop/b", 2);
        changed(Changes.Kind.BOARD, "shop/c", 3);
        Reader second = read(last, "po");
        await().untilAsserted(() -> assertThat(second.events()).contains("board shop/b", "board shop/c"));
        assertThat(second.events()).doesNotContain("board shop/a", "reset");
        assertThat(second.events().indexOf("board shop/b"))
                .isLessThan(second.events().indexOf("board shop/c"));
    }

    @Test
    void saysResetWhenItCannotResume() {
        Reader future = read("999999999", "po");
        await().untilAsserted(() -> assertThat(future.events()).contains("reset"));
    }

    @Test
    void keepsTheConnectionAliveWithoutNews() {
        Reader reader = read(null, "po");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(reader.text()).contains(":heartbeat"));
    }

    @Test
    void refusesAnIdItNeverGave() {
        HttpResponse<String> answer = bus.send(bus.request("/api/events")
                .header("Authorization", "Bearer " + bus.identity().bearer("po", "po"))
                .header("Last-Event-ID", "abc"));
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    private void changed(Changes.Kind kind, String id, long version) {
        bus.bean(Transactions.class).run(() -> bus.bean(Changes.class).changed(kind, id, version));
    }

    private Reader read(String lastEventId, String role) {
        HttpRequest.Builder request = bus.request("/api/events")
                .header("Authorization", "Bearer " + bus.identity().bearer(role, role));
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            HttpResponse<Stream<String>> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            assertThat(answer.statusCode()).isEqualTo(200);
            Reader reader = new Reader(answer.body());
            readers.add(reader);
            await().until(() -> !reader.lines.isEmpty());
            return reader;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static final class Reader {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Stream<String> body;

        Reader(Stream<String> body) {
            this.body = body;
            Thread.ofVirtual().start(() -> {
                try {
                    body.forEach(lines::add);
                } catch (RuntimeException closed) {
                    lines.add("closed");
                }
            });
        }

        /** As {@code <name> <id>}, or the name alone for an event without an id of a thing. */
        List<String> events() {
            List<String> events = new ArrayList<>();
            String name = null;
            for (String line : lines) {
                if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:") && name != null) {
                    String id = line.replaceAll(".*\"id\":\"([^\"]*)\".*", " $1");
                    events.add(id.startsWith(" ") ? name + id : name);
                    name = null;
                }
            }
            return events;
        }

        String lastId() {
            return lines.stream()
                    .filter(line -> line.startsWith("id:"))
                    .reduce((a, b) -> b)
                    .orElseThrow()
                    .substring(3)
                    .strip();
        }

        String text() {
            return String.join("\n", lines);
        }

        void close() {
            body.close();
        }
    }
}
