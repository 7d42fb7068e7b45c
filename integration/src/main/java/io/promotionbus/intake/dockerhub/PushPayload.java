package io.promotionbus.intake.dockerhub;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The members of a Docker Hub push that are needed. {@code callback_url} is left out on purpose: it is attacker-controlled
 * and must never be called.
 *
 * @see <a href="https://docs.docker.com/docker-hub/repos/manage/webhooks/">Docker Hub webhooks</a>
 */
record PushPayload(@Nullable PushData pushData, @Nullable Repository repository) {

    /** {@code pushedAt} was seen as an integer and as a float in exponent form; {@code mediaType} is undocumented. */
    record PushData(
            @Nullable String tag,
            @Nullable BigDecimal pushedAt,
            @Nullable String pusher,
            @Nullable String mediaType) {}

    /** {@code repoName} is {@code namespace/name}. */
    record Repository(@Nullable String repoName) {}
}
