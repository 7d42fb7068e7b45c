package io.promotionbus.audit.spring;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the audit.
 *
 * @param signingKey Ed25519 private key, PEM PKCS#8, inline or the path of a file
 * @param keyId name of that key, part of every seal; give a new key a new name
 * @param publicKeys public keys of earlier signing keys by key id, PEM, inline or file, so that old seals still verify
 * @param headFile each new head is appended here as one line of JSON, best on storage the database's owner cannot reach
 * @param traceRetention how long the technical trace is kept
 */
@Validated
@ConfigurationProperties("bus.audit")
public record AuditProperties(
        @NotBlank(message = "it must be the Ed25519 key that signs the audit log, PEM PKCS#8 inline or a file")
        String signingKey,

        @NotBlank(message = "it must be the name of the audit signing key")
        String keyId,

        @DefaultValue Map<String, String> publicKeys,
        @Nullable Path headFile,
        @NotNull @DefaultValue("7d") Duration traceRetention) {

    @Override
    public String toString() {
        return "AuditProperties[keyId=" + keyId + "]";
    }
}
