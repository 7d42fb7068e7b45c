package io.promotionbus.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever a payload is, there is a verdict. */
class InterpretDeliveryTest {

    private static final Interpretation.Announces TAG =
            new Interpretation.Announces(List.of(new Announcement("docker.io", "acme/users", "1", null, null)));
    private static final byte[] BODY = "{\"host\": \"docker.io\", \"repository\": \"acme/users\", \"tag\": \"1\"}"
            .getBytes(StandardCharsets.UTF_8);

    private byte @Nullable [] large = BODY;
    private final Interpreter echo = (source, event, body) ->
            new Interpretation.Ignored(source + " " + event + " " + new String(body, StandardCharsets.UTF_8));
    private final InterpretDelivery interpret = new InterpretDelivery(
            Map.of("dockerhub", echo, "repair", new RepairInterpreter(echo), "bad", (source, event, body) -> {
                throw new IllegalStateException("boom");
            }),
            delivery -> large);

    private static ClaimedDelivery claimed(String source, String event, byte @Nullable [] body, boolean isLarge) {
        DeliveryRef ref = new DeliveryRef(new UUID(0, 1), source, "team", "c-1", Instant.EPOCH);
        return new ClaimedDelivery(ref, event, body, isLarge, 1, "claim", false);
    }

    private Interpretation said(String source, String event, byte @Nullable [] body) {
        return interpret.handle(claimed(source, event, body, false)).interpretation();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void asksTheInterpreterOfTheSource() {
        assertThat(said("dockerhub", "push", bytes("{}"))).isEqualTo(new Interpretation.Ignored("team push {}"));
        assertThat(said("nobody", "push", bytes("{}")))
                .isEqualTo(new Interpretation.Ignored("Nothing interprets deliveries of nobody"));
    }

    @Test
    void readsALargeBodyWhenItsTurnComes() {
        large = bytes("[1]");
        assertThat(interpret.handle(claimed("dockerhub", "push", null, true)).interpretation())
                .isEqualTo(new Interpretation.Ignored("team push [1]"));
        large = null;
        assertThat(interpret.handle(claimed("dockerhub", "push", null, true)).interpretation())
                .isEqualTo(said("dockerhub", "push", null));
    }

    @Test
    void letsTheNextLargeOneInWhateverBecameOfTheOneBefore() throws Exception {
        interpret.handle(claimed("bad", "push", null, true));
        interpret.handle(claimed("dockerhub", "push", null, true));

        InterpretDelivery.Read read = CompletableFuture.supplyAsync(
                        () -> interpret.handle(claimed("dockerhub", "push", null, true)))
                .get(10, TimeUnit.SECONDS);

        assertThat(read.interpretation())
                .isEqualTo(new Interpretation.Ignored("team push " + new String(BODY, StandardCharsets.UTF_8)));
    }

    @Test
    void saysThatABodyIsGoneOrWasTooMuch() {
        assertThat(said("dockerhub", "push", null))
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        gone -> assertThat(gone.slug()).isEqualTo("body-gone"));
        assertThat(said("bad", "push", bytes("{}")))
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        failed -> assertThat(failed.slug()).isEqualTo("internal-error"));
    }

    @Test
    void readsWhatARepairStoredAndWhatWasSentAgain() {
        assertThat(said("repair", RepairDelivery.TAG, BODY)).isEqualTo(TAG);
        assertThat(said("repair", RepairDelivery.TAG, bytes("{\"host\": \"docker.io\"}")))
                .isInstanceOfSatisfying(
                        Interpretation.Unreadable.class,
                        missing -> assertThat(missing.path()).isEqualTo("/repository"));
        assertThat(said("repair", "push", bytes("{}"))).isEqualTo(new Interpretation.Ignored("team push {}"));
    }

    @Test
    void asksSomebodyElseOnlyAboutAnnouncements() {
        ClaimedDelivery claimed = claimed("dockerhub", "push", BODY, false);
        InterpretDelivery.Read announced = new InterpretDelivery.Read(claimed, TAG);

        assertThat(announced.asks()).isTrue();
        assertThat(announced.correlation()).isEqualTo("c-1");
        assertThat(new InterpretDelivery.Read(claimed, new Interpretation.Ping()).asks())
                .isFalse();
    }
}
