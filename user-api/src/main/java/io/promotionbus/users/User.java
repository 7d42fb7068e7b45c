package io.promotionbus.users;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Table;

/**
 * A user.
 *
 * @param id UUIDv7, chosen by the application; {@code version} tells Spring Data that it is new (null) or not
 * @param email as typed; unique without regard to case
 * @param version starts at 0, grows with every change; the ETag
 */
@Table("users")
record User(
        @Id UUID id,
        String name,
        String email,
        Instant createdAt,
        Instant updatedAt,
        @Version @Nullable Long version) {

    static User register(UUID id, String name, String email, Instant now) {
        return new User(id, name, email, now, now, null);
    }

    User change(String newName, String newEmail, Instant now) {
        return new User(id, newName, newEmail, createdAt, now, version);
    }

    boolean isAt(long expectedVersion) {
        return version != null && version == expectedVersion;
    }
}
