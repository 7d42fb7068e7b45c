package io.promotionbus.platform;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** What a failure says when the layers around it are taken off. */
public final class Causes {

    private Causes() {}

    /** The text of the innermost cause; its type's name where it has no text. */
    public static String innermost(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable innermost = failure;
        // A cause may lead back to where it came from; no exception's class forbids that.
        while (innermost.getCause() != null && seen.add(innermost)) {
            innermost = innermost.getCause();
        }
        return innermost.getMessage() == null ? innermost.getClass().getSimpleName() : innermost.getMessage();
    }
}
