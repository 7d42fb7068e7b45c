package io.promotionbus.platform;

import java.util.Collection;
import java.util.Locale;

/**
 * Tells open pages that something they may show has changed ({@code GET /api/events}).
 *
 * <p>Called in the transaction of the change; the row commits or rolls back with it and every replica's readers see it
 * within milliseconds after the commit. It costs one small insert, so the accepting of webhooks does not call it; the
 * worker that takes the delivery on does.
 */
public interface Changes {

    /**
     * @param id of the thing, as its API names it; {@code <project>/<stage>} for {@link Kind#BOARD}
     * @param version any number that grows with each change of the thing (a row version, epoch micros)
     */
    void changed(Kind kind, String id, long version);

    /** The same for several that share a transaction and a version; cheaper than one by one. */
    default void changed(Kind kind, Collection<String> ids, long version) {
        ids.forEach(id -> changed(kind, id, version));
    }

    /** What changed. {@link #DELIVERY} and {@link #AUDIT} are shown to operators and auditors only. */
    enum Kind {
        BOARD,
        APPROVAL,
        DELIVERY,
        PROMOTION,
        AUDIT,
        FREEZE;

        /** As it stands in the event stream. */
        public String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
