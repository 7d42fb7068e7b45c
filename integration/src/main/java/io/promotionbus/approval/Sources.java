package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.GitCommit;
import io.promotionbus.kargo.Image;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From which commit Freight was built. The image tag, when it is a full SHA that all images share; else the Freight's own
 * Git commit. The repository is the Freight's, else the configured one.
 */
public final class Sources {

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern GITHUB =
            Pattern.compile("(?:https?://|ssh://git@|git@)[^/:]+[/:]([A-Za-z0-9._-]+/[A-Za-z0-9._-]+?)(?:\\.git)?/?");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}");

    private final @Nullable String repository;

    /** @param repository {@code owner/name} for Freight that names none, absent when there is no such default */
    public Sources(@Nullable String repository) {
        if (repository != null && !isRepository(repository)) {
            throw new IllegalArgumentException("Not a repository of the form owner/name: " + repository);
        }
        this.repository = repository;
    }

    public static boolean isRepository(String text) {
        return REPOSITORY.matcher(text).matches() && !text.endsWith("/.") && !text.endsWith("/..");
    }

    public Ends between(List<Freight> running, Freight incoming) {
        Optional<String> base = running.stream()
                .filter(freight -> freight.origin().equals(incoming.origin()))
                .findFirst()
                .flatMap(Sources::commit);
        return new Ends(
                repositoryOf(incoming), base.orElse(null), commit(incoming).orElse(null));
    }

    static Optional<String> commit(Freight freight) {
        Set<String> tags = freight.images().stream().map(Image::tag).collect(Collectors.toSet());
        if (tags.size() == 1 && SHA.matcher(tags.iterator().next()).matches()) {
            return Optional.of(tags.iterator().next());
        }
        Set<String> commits = freight.commits().stream().map(GitCommit::id).collect(Collectors.toSet());
        return commits.size() == 1 && SHA.matcher(commits.iterator().next()).matches()
                ? Optional.of(commits.iterator().next())
                : Optional.empty();
    }

    private @Nullable String repositoryOf(Freight freight) {
        return freight.commits().stream()
                .map(commit -> GITHUB.matcher(commit.repoUrl()))
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .filter(Sources::isRepository)
                .findFirst()
                .orElse(repository);
    }
}
