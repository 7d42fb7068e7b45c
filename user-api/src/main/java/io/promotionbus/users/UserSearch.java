package io.promotionbus.users;

import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;

/** Substring search on name and e-mail, without regard to case. */
interface UserSearch {

    /** @param text null or blank means everybody */
    Page<User> search(@Nullable String text, Pageable page);
}
