package io.promotionbus.intake.spring;

import io.promotionbus.intake.ImageName;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * {@code bus.intake.*}. A source without a live secret does not start: there is no such thing as an open source.
 *
 * @param github GitHub sources by name; {@code default} answers at {@code /webhooks/github}
 * @param dockerhub Docker Hub sources by name; {@code default} answers at {@code /webhooks/dockerhub/{token}}
 * @param bytesInFlight memory that bodies may take at once
 * @param lease how long a worker may hold its deliveries
 * @param attempts before a delivery whose registry or cluster is away is dead
 * @param missingAttempts before a delivery whose tag the registry does not know is dead
 * @param firstPause after the first failed attempt, doubled each time up to {@code longestPause}
 * @param recheckDelay after an equal Docker Hub post, before its digest is looked at once more
 * @param repairHooks how often, in business time, GitHub is asked what of its webhooks did not arrive; zero for never
 * @param redeliveryWindow how long GitHub can send again: three days at GitHub.com, more at some Enterprise Servers
 * @param bodyRetention business time after which bodies are deleted
 */
@Validated
@ConfigurationProperties("bus.intake")
record IntakeProperties(
        @Valid @DefaultValue
        Map<@Pattern(regexp = NAME, message = NAME_MESSAGE) String, @Valid @NotNull GitHubProperties> github,

        @Valid @DefaultValue
        Map<@Pattern(regexp = NAME, message = NAME_MESSAGE) String, @Valid @NotNull DockerHubProperties> dockerhub,

        @DefaultValue("64MB") DataSize bytesInFlight,
        @DefaultValue("60s") Duration lease,
        @DefaultValue("14") int attempts,
        @DefaultValue("7") int missingAttempts,
        @DefaultValue("1s") Duration firstPause,
        @DefaultValue("5m") Duration longestPause,
        @DefaultValue("3s") Duration recheckDelay,
        @DefaultValue("5m") Duration repairHooks,
        @DefaultValue("3d") Duration redeliveryWindow,
        @DefaultValue("30d") Duration bodyRetention) {

    static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";
    static final String NAME_MESSAGE = "a source's name has 1 to 40 lower-case letters, digits and dashes";

    /**
     * A GitHub source.
     *
     * @param secrets one, or two while it is being changed
     * @param hookId number of the webhook at GitHub, to repair what did not arrive; absent for no repair
     * @param hookOwner {@code owner/name} or organisation that the webhook belongs to, {@code bus.github.repository} unless
     *     given
     */
    record GitHubProperties(
            @NotNull(message = "a GitHub source needs one or two secrets")
            @Size(min = 1, max = 2, message = "a GitHub source needs one or two secrets")
            List<@NotBlank(message = "a webhook secret must not be empty") String> secrets,

            @Nullable Long hookId,

            @Nullable
            @Pattern(
                    regexp = "[A-Za-z0-9][A-Za-z0-9-]{0,38}(/[A-Za-z0-9._-]{1,100})?",
                    message = "it must be owner/name or an organisation")
            String hookOwner) {
        @Override
        public String toString() {
            return "GitHubProperties[secrets hidden]";
        }
    }

    /**
     * A Docker Hub source.
     *
     * @param tokens one, or two while it is being changed; at least 128 bits, which 22 base64url characters carry
     * @param registry host of payloads whose {@code repo_name} has none
     */
    record DockerHubProperties(
            @NotNull(message = "a Docker Hub source needs one or two tokens")
            @Size(min = 1, max = 2, message = "a Docker Hub source needs one or two tokens")
            List<
                            @NotBlank(message = "a webhook token must not be empty")
                            @Pattern(
                                    regexp = "[A-Za-z0-9._~-]{22,200}",
                                    message = "a webhook token needs 22 to 200 characters of A-Z a-z 0-9 . _ ~ -")
                            String>
                    tokens,

            @DefaultValue(ImageName.DOCKER_HUB) @NotBlank String registry) {
        @Override
        public String toString() {
            return "DockerHubProperties[tokens hidden, " + registry + "]";
        }
    }
}
