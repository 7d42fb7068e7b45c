package io.promotionbus.intake;

import org.jspecify.annotations.Nullable;

/**
 * A sender's claim that a tag was pushed; a hint until the registry confirms it.
 *
 * @param host registry host such as {@code docker.io} or {@code ghcr.io}
 * @param repository path on that host, such as {@code acme/users-api}
 * @param digest as claimed, absent for Docker Hub
 * @param commit as claimed by a label, absent when unknown
 */
public record Announcement(
        String host,
        String repository,
        String tag,
        @Nullable String digest,
        @Nullable String commit) {}
