package io.promotionbus.users;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a user is made of, for creating and for replacing. */
@Schema(name = "UserData")
record CreateUser(
        @JsonProperty(required = true) @NotBlank @Size(max = 120) @NoControlCharacters
        String name,

        @JsonProperty(required = true) @NotBlank @Size(max = 254) @Email @NoControlCharacters
        String email) {

    CreateUser {
        name = name == null ? null : name.strip();
        email = email == null ? null : email.strip();
    }
}
