package io.promotionbus.users;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jdbc.core.JdbcAggregateOperations;
import org.springframework.data.relational.core.query.Criteria;
import org.springframework.data.relational.core.query.Query;

class UserSearchImpl implements UserSearch {

    private final JdbcAggregateOperations operations;

    UserSearchImpl(JdbcAggregateOperations operations) {
        this.operations = operations;
    }

    @Override
    public Page<User> search(@Nullable String text, Pageable page) {
        if (text == null || text.isBlank()) {
            return operations.findAll(Query.empty(), User.class, page);
        }
        String pattern = "%" + literally(text.strip()) + "%";
        // Ignoring case becomes UPPER(column) LIKE UPPER(pattern), which the trigram indexes serve.
        Criteria matches = Criteria.where("name").like(pattern).ignoreCase(true)
                .or("email").like(pattern).ignoreCase(true);
        return operations.findAll(Query.query(matches), User.class, page);
    }

    /** The wildcards of LIKE lose their meaning: who searches for {@code 50%} wants that text. */
    private static String literally(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
