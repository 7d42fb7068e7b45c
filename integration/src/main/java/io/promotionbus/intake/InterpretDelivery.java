package io.promotionbus.intake;

import io.promotionbus.platform.Correlated;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a claimed delivery's payload. Whatever the payload is, the worker survives it. */
public final class InterpretDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(InterpretDelivery.class);

    private final Map<String, Interpreter> byProvider;

    public InterpretDelivery(Map<String, Interpreter> byProvider) {
        this.byProvider = Map.copyOf(byProvider);
    }

    public Read handle(ClaimedDelivery claimed) {
        return new Read(claimed, interpret(claimed));
    }

    private Interpretation interpret(ClaimedDelivery claimed) {
        if (claimed.body() == null) {
            return new Interpretation.Unreadable(
                    "body-gone", "The body was deleted when its retention time was over", null);
        }
        Interpreter interpreter = byProvider.get(claimed.ref().source());
        if (interpreter == null) {
            return new Interpretation.Ignored(
                    "Nothing interprets deliveries of " + claimed.ref().source());
        }
        try {
            return interpreter.interpret(claimed.ref().sourceName(), claimed.event(), claimed.body());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("Interpreting {} failed", claimed, e);
            return new Interpretation.Unreadable("internal-error", "Interpreting failed: " + e, null);
        }
    }

    /** A delivery and what it says. */
    public record Read(ClaimedDelivery claimed, Interpretation interpretation) implements Correlated {
        @Override
        public String correlation() {
            return claimed.correlation();
        }
    }
}
