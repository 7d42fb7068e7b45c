package io.promotionbus.platform.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The two languages of the product. */
public final class Languages {

    public static final Locale ENGLISH = Locale.ENGLISH;
    public static final Locale PORTUGUESE = Locale.forLanguageTag("pt-BR");

    private Languages() {}

    /** Brazilian Portuguese when an {@code Accept-Language} header prefers any Portuguese to English, else English. */
    public static Locale of(@Nullable String acceptLanguage) {
        if (acceptLanguage == null || acceptLanguage.isBlank() || acceptLanguage.length() > 200) {
            return ENGLISH;
        }
        try {
            return best(Locale.LanguageRange.parse(acceptLanguage));
        } catch (IllegalArgumentException unreadable) {
            return ENGLISH;
        }
    }

    private static Locale best(List<Locale.LanguageRange> wanted) {
        for (Locale.LanguageRange range : wanted) {
            if (range.getWeight() > 0 && range.getRange().startsWith("pt")) {
                return PORTUGUESE;
            }
            if (range.getWeight() > 0 && range.getRange().startsWith("en")) {
                return ENGLISH;
            }
        }
        return ENGLISH;
    }
}
