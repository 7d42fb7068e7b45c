package io.promotionbus.intake;

import static io.promotionbus.intake.Payloads.text;

import io.promotionbus.intake.Payloads.Unreadable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RepairDelivery} stored, and what GitHub sent again because {@link RepairHooks} asked for it. */
public final class RepairInterpreter implements Interpreter {

    private final Interpreter resent;

    /** @param resent reads the sender's own payloads */
    public RepairInterpreter(Interpreter resent) {
        this.resent = resent;
    }

    @Override
    public Interpretation interpret(String sourceName, String event, byte[] body) {
        if (!event.equals(RepairDelivery.TAG)) {
            return resent.interpret(sourceName, event, body);
        }
        try {
            Tag tag = Payloads.read(body, Tag.class);
            return new Interpretation.Announces(List.of(new Announcement(
                    text(tag.host(), "/host"),
                    text(tag.repository(), "/repository"),
                    text(tag.tag(), "/tag"),
                    null,
                    null)));
        } catch (Unreadable e) {
            return e.toInterpretation();
        }
    }

    record Tag(
            @Nullable String host,
            @Nullable String repository,
            @Nullable String tag) {}
}
