package io.promotionbus.intake;

import static io.promotionbus.intake.Payloads.text;

import io.promotionbus.intake.Payloads.Unreadable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RepairDelivery} stored. */
public final class RepairInterpreter implements Interpreter {

    @Override
    public Interpretation interpret(String sourceName, String event, byte[] body) {
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
