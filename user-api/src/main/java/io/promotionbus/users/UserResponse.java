package io.promotionbus.users;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** A user as the API shows it; {@code version} is also the ETag. */
@Schema(
        name = "User",
        requiredProperties = {"id", "name", "email", "createdAt", "updatedAt", "version"})
record UserResponse(UUID id, String name, String email, Instant createdAt, Instant updatedAt, long version) {

    static UserResponse of(User user) {
        return new UserResponse(
                user.id(),
                user.name(),
                user.email(),
                user.createdAt(),
                user.updatedAt(),
                Objects.requireNonNull(user.version()));
    }
}
