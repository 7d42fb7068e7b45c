package io.promotionbus.users;

import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The users of one environment. */
interface Users extends Repository<User, UUID>, UserSearch {

    Optional<User> findById(UUID id);

    User save(User user);

    void delete(User user);
}
