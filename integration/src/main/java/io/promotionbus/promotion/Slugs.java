package io.promotionbus.promotion;

import java.util.Locale;

/** Constants of the code as words of the JSON contract: {@code NOT_AVAILABLE} is {@code not-available}. */
final class Slugs {

    private Slugs() {}

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
