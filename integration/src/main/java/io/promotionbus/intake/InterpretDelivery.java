package io.promotionbus.intake;

import io.promotionbus.platform.Correlated;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a claimed delivery's payload. Whatever the payload is, the worker survives it. */
public final class InterpretDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(InterpretDelivery.class);

    private final Map<String, Interpreter> byProvider;
    private final LargeBodies largeBodies;
    private final Lock oneLargeAtATime = new ReentrantLock();

    public InterpretDelivery(Map<String, Interpreter> byProvider, LargeBodies largeBodies) {
        this.byProvider = Map.copyOf(byProvider);
        this.largeBodies = largeBodies;
    }

    public Read handle(ClaimedDelivery claimed) {
        return new Read(claimed, interpret(claimed));
    }

    private Interpretation interpret(ClaimedDelivery claimed) {
        if (!claimed.large()) {
            return interpret(claimed, claimed.body());
        }
        oneLargeAtATime.lock();
        try {
            return interpret(claimed, largeBodies.of(claimed.ref().id()));
        } finally {
            oneLargeAtATime.unlock();
        }
    }

    private Interpretation interpret(ClaimedDelivery claimed, byte @Nullable [] body) {
        if (body == null) {
            return new Interpretation.Unreadable(
                    "body-gone", "The body was deleted when its retention time was over", null);
        }
        Interpreter interpreter = byProvider.get(claimed.ref().source());
        if (interpreter == null) {
            return new Interpretation.Ignored(
                    "Nothing interprets deliveries of " + claimed.ref().source());
        }
        try {
            return interpreter.interpret(claimed.ref().sourceName(), claimed.event(), body);
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Interpreting {} failed", claimed, e);
            return new Interpretation.Unreadable("internal-error", "Interpreting failed: " + e, null);
        }
    }

    /** Where the bodies of large deliveries are; null for one that is gone. */
    public interface LargeBodies {
        byte @Nullable [] of(UUID delivery);
    }

    /** A delivery and what it says. */
    public record Read(ClaimedDelivery claimed, Interpretation interpretation) implements Correlated {
        @Override
        public String correlation() {
            return claimed.correlation();
        }

        /** Whether somebody else has to be asked before there is a verdict. */
        public boolean asks() {
            return interpretation instanceof Interpretation.Announces;
        }
    }
}
