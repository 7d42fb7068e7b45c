package io.promotionbus.approval.jdbc;

import io.promotionbus.approval.Requests.Filter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The condition of a list: only what is filtered by, so that the few open ones are found among all that ever ended. */
final class ListSql {

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new HashMap<>();

    ListSql(Filter filter, @Nullable UUID before) {
        add("state = :state", "state", filter.state());
        add("project = :project", "project", filter.project());
        add("stage = :stage", "stage", filter.stage());
        Set<String> roles = filter.roles();
        add("roles && CAST(:roles AS text[])", "roles", roles == null ? null : roles.toArray(String[]::new));
        add("seq < (SELECT seq FROM approval_request WHERE id = :before)", "before", before);
    }

    private void add(String condition, String name, @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            parameters.put(name, value);
        }
    }

    String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    Map<String, Object> parameters() {
        return parameters;
    }
}
