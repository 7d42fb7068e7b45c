package io.promotionbus.audit.jdbc;

import io.promotionbus.audit.AuditFilter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The WHERE clause of a filter, with named parameters only. */
final class FilterSql {

    private static final int MAX_WORDS = 10;

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    /** @param actors the ids that the filter's actor means; looked up before, so that the index gives the order too */
    FilterSql(AuditFilter filter, Collection<String> actors) {
        if (filter.actor() != null) {
            add(actors.size() == 1 ? "e.actor_id = :actor" : "e.actor_id IN (:actor)", "actor", actors);
        }
        if (filter.action() != null) {
            add("e.action LIKE :action", "action", escaped(filter.action()) + "%");
        }
        equal("project", filter.project());
        equal("stage", filter.stage());
        equal("freight", filter.freight());
        equal("delivery", filter.delivery());
        equal("correlation", filter.correlation());
        time("e.at >= :from", "from", filter.from());
        time("e.at < :to", "to", filter.to());
        if (filter.q() != null) {
            words(filter.q());
        }
    }

    private void equal(String column, @Nullable Object value) {
        if (value != null) {
            add("e." + column + " = :" + column, column, value);
        }
    }

    private void time(String condition, String name, @Nullable Instant value) {
        if (value != null) {
            add(condition, name, value.atOffset(ZoneOffset.UTC));
        }
    }

    /** Only letters, digits and what stands inside digests and tags reach the query language of the text search. */
    private void words(String q) {
        List<String> words = new ArrayList<>();
        for (String word : q.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty() && words.size() < MAX_WORDS) {
                words.add(word + ":*");
            }
        }
        if (words.isEmpty()) {
            conditions.add("false");
        } else {
            add("e.search @@ to_tsquery('simple', :q)", "q", String.join(" & ", words));
        }
    }

    void add(String condition, String name, Object value) {
        conditions.add(condition);
        parameters.put(name, value);
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    static String escaped(String prefix) {
        return prefix.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
