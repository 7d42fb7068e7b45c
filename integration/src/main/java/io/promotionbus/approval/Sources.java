package io.promotionbus.approval;

import io.promotionbus.approval.CommitRange.Ends;
import io.promotionbus.kargo.Freight;
import io.promotionbus.kargo.GitCommit;
import io.promotionbus.kargo.Image;
import io.promotionbus.promotion.BuiltFrom;
import io.promotionbus.promotion.GateView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * From which commit Freight was built. The image tag, when it is a full SHA that all images share; else the commit of the
 * images whose digest changes, when it is one; else the Freight's own Git commit. The repository is the Freight's, else the
 * configured one.
 */
public final class Sources {

    private static final Pattern SHA = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern GITHUB =
            Pattern.compile("(?:https?://|ssh://git@|git@)[^/:]+[/:]([A-Za-z0-9._-]+/[A-Za-z0-9._-]+?)(?:\\.git)?/?");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}");

    private final @Nullable String repository;
    private final BuiltFrom builtFrom;

    /** @param repository {@code owner/name} for Freight that names none, absent when there is no such default */
    public Sources(@Nullable String repository, BuiltFrom builtFrom) {
        if (repository != null && !isRepository(repository)) {
            throw new IllegalArgumentException("Not a repository of the form owner/name: " + repository);
        }
        this.repository = repository;
        this.builtFrom = builtFrom;
    }

    public static boolean isRepository(String text) {
        return REPOSITORY.matcher(text).matches() && !text.endsWith("/.") && !text.endsWith("/..");
    }

    public Ends between(List<Freight> running, Freight incoming) {
        Optional<Freight> before = running.stream()
                .filter(freight -> freight.origin().equals(incoming.origin()))
                .findFirst();
        return new Ends(
                repositoryOf(incoming),
                before.flatMap(freight -> commit(freight, Optional.of(incoming)))
                        .orElse(null),
                commit(incoming, before).orElse(null));
    }

    /** As this one, having asked at once where everything that these views show was built. */
    Sources ahead(Collection<GateView> views) {
        Set<Image> images = views.stream()
                .flatMap(view -> Stream.concat(view.running().stream(), Stream.of(view.incoming())))
                .filter(freight -> single(tags(freight)).isEmpty())
                .flatMap(freight -> freight.images().stream())
                .collect(Collectors.toSet());
        Map<Image, String> known = images.isEmpty() ? Map.of() : builtFrom.commits(images);
        return new Sources(repository, asked -> known);
    }

    /** {@code other}: what runs, or what would come, of which only what differs matters. */
    private Optional<String> commit(Freight freight, Optional<Freight> other) {
        return single(tags(freight))
                .or(() -> single(built(freight, other)))
                .or(() -> single(freight.commits().stream().map(GitCommit::id).collect(Collectors.toSet())));
    }

    private static Set<String> tags(Freight freight) {
        return freight.images().stream().map(Image::tag).collect(Collectors.toSet());
    }

    /** The commits of the images that differ; an image that nobody knows anything about leaves nothing certain. */
    private Set<String> built(Freight freight, Optional<Freight> other) {
        Set<String> same = other.map(Freight::images).orElse(List.of()).stream()
                .map(Image::digest)
                .collect(Collectors.toSet());
        List<Image> changed = freight.images().stream()
                .filter(image -> !same.contains(image.digest()))
                .toList();
        Map<Image, String> commits = changed.isEmpty() ? Map.of() : builtFrom.commits(changed);
        return changed.stream().map(image -> commits.getOrDefault(image, "")).collect(Collectors.toSet());
    }

    private static Optional<String> single(Set<String> commits) {
        return commits.size() == 1
                ? commits.stream()
                        .filter(commit -> SHA.matcher(commit).matches())
                        .findFirst()
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
