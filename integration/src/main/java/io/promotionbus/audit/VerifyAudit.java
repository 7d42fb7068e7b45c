package io.promotionbus.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Recomputes the whole chain from the rows in the database and compares it with the last head kept outside, if any. */
public final class VerifyAudit {

    private final Seals seals;
    private final VerificationKeys keys;
    private final HeadSink sink;

    public VerifyAudit(Seals seals, VerificationKeys keys, HeadSink sink) {
        this.seals = seals;
        this.keys = keys;
        this.sink = sink;
    }

    public sealed interface Result {

        /** Everything through {@code seq} is as it was sealed; {@code head} and {@code at} are absent while empty. */
        record Intact(long through, byte[] head, @Nullable Instant at) implements Result {}

        record Tampered(long firstBad, String because) implements Result {}
    }

    public Result verify() {
        Chain chain = new Chain(keys, sink.last().orElse(null));
        seals.walk(new Seals.Walker() {
            @Override
            public boolean event(long seq, @Nullable AuditEvent event, byte[] rowHash) {
                if (event == null) {
                    return chain.wrong(seq, "the event's row is gone");
                }
                ObjectNode json = EventJson.of(event);
                if (!MessageDigest.isEqual(Chain.rowHash(json), rowHash)) {
                    return chain.wrong(seq, "the event is not what was sealed");
                }
                return chain.event(json);
            }

            @Override
            public boolean seal(Head seal) {
                return chain.seal(seal);
            }
        });
        Optional<Chain.Broken> broken = chain.finish();
        if (broken.isEmpty()) {
            Optional<String> stray = seals.strayEvent();
            stray.ifPresent(id -> chain.wrong(chain.through() + 1, "event " + id + " was written around the bus"));
            broken = chain.finish();
        }
        return broken.<Result>map(first -> new Result.Tampered(first.seq(), first.because()))
                .orElseGet(() -> new Result.Intact(chain.through(), chain.hash(), chain.at()));
    }
}
