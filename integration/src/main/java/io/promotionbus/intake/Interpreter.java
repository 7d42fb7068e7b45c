package io.promotionbus.intake;

/** Reads the payloads of one provider. Never throws for what a payload may contain. */
public interface Interpreter {

    /** {@code sourceName} selects the settings of that source; the source may no longer be configured. */
    Interpretation interpret(String sourceName, String event, byte[] body);
}
