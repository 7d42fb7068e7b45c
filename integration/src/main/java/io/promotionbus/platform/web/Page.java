package io.promotionbus.platform.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next opaque cursor of the following page, absent on the last
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Cuts {@code rows}, fetched with one more than {@code limit}, and names the cursor of its last item. */
    public static <T> Page<T> cut(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(List.copyOf(rows), null);
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, Cursor.encode(cursor.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<T, R> mapping) {
        return new Page<>(items.stream().map(mapping).toList(), next);
    }
}
