package io.promotionbus.promotion;

import io.promotionbus.kargo.Freight;
import java.util.Locale;

/** Reasons as sentences for where they stay for a while: without anything that changes while nothing happens. */
public interface ReasonSentences {

    /** @param freight the Freight that the reason is about */
    String lasting(Reason reason, Freight freight, Locale locale);

    /** How people know the Freight. */
    String version(Freight freight);
}
