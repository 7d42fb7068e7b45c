package io.promotionbus.promotion.web;

import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.Image;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How people know a Freight: by its tag, a commit shortened as Git shortens it; else by alias; else by id. */
final class FreightNames {

    private static final int SHORT = 7;
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private FreightNames() {}

    static String of(Freight freight) {
        return of(freight.name(), freight.alias(), freight.images());
    }

    static String of(String name, @Nullable String alias, List<Image> images) {
        List<String> tags = images.stream().map(Image::tag).distinct().toList();
        if (tags.size() == 1) {
            String tag = tags.getFirst();
            return COMMIT.matcher(tag).matches() ? shortened(tag) : tag;
        }
        return alias == null || alias.isEmpty() ? shortened(name) : alias;
    }

    static String shortened(String text) {
        return text.length() <= SHORT ? text : text.substring(0, SHORT);
    }
}
