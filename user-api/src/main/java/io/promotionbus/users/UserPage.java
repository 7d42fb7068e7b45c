package io.promotionbus.users;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.springframework.data.domain.Page;

/** One page of users; {@code page} counts from 0. */
@Schema(requiredProperties = {"items", "page", "size", "totalItems", "totalPages"})
record UserPage(List<UserResponse> items, int page, int size, long totalItems, int totalPages) {

    static UserPage of(Page<User> page) {
        return new UserPage(
                page.map(UserResponse::of).getContent(),
                page.getNumber(),
                page.getSize(),
                page.getTotalElements(),
                page.getTotalPages());
    }
}
