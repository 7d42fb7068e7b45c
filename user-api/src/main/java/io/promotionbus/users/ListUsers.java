package io.promotionbus.users;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.domain.Sort;

/** Turns the query parameters of the list into a page request; every wrong one is named. */
final class ListUsers {

    private static final Set<String> SORTABLE = Set.of("name", "email", "createdAt", "updatedAt");
    private static final int MAX_SIZE = 100;
    /** Deeper pages would make the database count for minutes; nobody turns ten thousand pages. */
    private static final int MAX_PAGE = 10_000;

    private ListUsers() {}

    /** @param sort {@code <field>[,asc|,desc]}, default {@code name,asc}; the id breaks ties so that pages never overlap */
    static Pageable page(int page, int size, @Nullable String sort) {
        if (page < 0 || page > MAX_PAGE) {
            throw new UserProblems.BadParameter("page", "users.page", MAX_PAGE);
        }
        if (size < 1 || size > MAX_SIZE) {
            throw new UserProblems.BadParameter("size", "users.size", MAX_SIZE);
        }
        return PageRequest.of(page, size, order(sort == null || sort.isBlank() ? "name,asc" : sort));
    }

    private static Sort order(String sort) {
        List<String> parts = List.of(sort.split(",", -1));
        boolean direction = parts.size() == 1 || Set.of("asc", "desc").contains(parts.getLast());
        if (parts.size() > 2 || !SORTABLE.contains(parts.getFirst()) || !direction) {
            throw new UserProblems.BadParameter("sort", "users.sort");
        }
        Sort.Direction towards = parts.getLast().equals("desc") ? Sort.Direction.DESC : Sort.Direction.ASC;
        return Sort.by(towards, parts.getFirst()).and(Sort.by(towards, "id"));
    }
}
