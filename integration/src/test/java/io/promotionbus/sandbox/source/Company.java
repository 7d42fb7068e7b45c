package io.promotionbus.sandbox.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.promotionbus.sandbox.http.BadInput;
import io.promotionbus.sandbox.http.Json;
import io.promotionbus.sandbox.source.Images.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The pretended company's pushes, kept as one JSON line each; its commits and images follow from them. Safe for several
 * threads.
 */
public final class Company {

    private final Path file;
    private final Clock clock;
    private final List<Pushed> pushes = new CopyOnWriteArrayList<>();

    /** @param file where the pushes are kept; read at once when it exists */
    public Company(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).forEach(line -> pushes.add(Json.read(line, Pushed.class)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The pushes in " + file + " cannot be read", e);
        }
    }

    /** Every push, oldest first. */
    public List<Pushed> pushes() {
        return List.copyOf(pushes);
    }

    /** The commit and the builds of a push; nothing is sent to anybody. */
    public synchronized Pushed push(PushRequest request) {
        int number = pushes.size() + 1;
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String head = head();
        boolean sha = request.tag() != null && request.tag().matches("[0-9a-f]{40}");
        boolean again = sha && known(request.tag());
        String commit = sha ? request.tag() : newSha("merge", number, at);
        int pullRequest = again ? 0 : nextPullRequest();
        Pushed push = new Pushed(
                number,
                request.image(),
                request.tag() == null ? commit : request.tag(),
                commit,
                again ? null : newSha("branch", number, at),
                head,
                pullRequest,
                request.author(),
                request.coAuthors(),
                request.message() == null ? "feat: change " + request.image() : request.message(),
                request.fault(),
                at,
                builds(request.image(), number));
        append(push);
        return push;
    }

    private boolean known(String commit) {
        return pushes.stream().anyMatch(push -> push.commit().equals(commit));
    }

    private int nextPullRequest() {
        return 1 + pushes.stream().mapToInt(Pushed::pullRequest).max().orElse(0);
    }

    private Map<String, Integer> builds(String changed, int number) {
        Map<String, Integer> builds = new HashMap<>();
        for (String image : Images.NAMES) {
            boolean builtNow = image.equals(changed) || pushes.isEmpty();
            builds.put(image, builtNow ? number : pushes.getLast().builds().get(image));
        }
        return Map.copyOf(builds);
    }

    private static String newSha(String kind, int number, Instant at) {
        String seed = kind + number + at + ThreadLocalRandom.current().nextLong();
        return Images.hash("SHA-1", seed.getBytes(StandardCharsets.UTF_8));
    }

    private void append(Pushed push) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(
                    file,
                    Json.MAPPER.writeValueAsString(push) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            pushes.add(push);
        } catch (JsonProcessingException e) {
            throw new BadInput("message", "The push cannot be kept: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("The push could not be kept in " + file, e);
        }
    }

    /** Head of {@code main}. */
    public String head() {
        return pushes.stream()
                .filter(Pushed::merged)
                .reduce((first, second) -> second)
                .map(Pushed::commit)
                .orElse(Commits.ROOT);
    }

    /** What the tag of an image names now: the newest push under it. */
    public Optional<Build> tagged(String image, String tag) {
        return pushes.reversed().stream()
                .filter(push -> push.tag().equals(tag))
                .findFirst()
                .map(push -> build(image, push));
    }

    /** The build that this push's tag names for the image, which an earlier push may have made. */
    public Build build(String image, Pushed push) {
        return Images.build(image, builder(image, push));
    }

    /** The push that built what this push's tag names. */
    public Pushed builder(String image, Pushed push) {
        return pushes.get(push.builds().get(image) - 1);
    }

    /** The push that built the image of this index digest. */
    public Optional<Pushed> builtAs(String image, String digest) {
        return pushes.stream()
                .filter(push -> push.builds().get(image) == push.number())
                .filter(push -> Images.build(image, push).index().digest().equals(digest))
                .findFirst();
    }

    /** The distinct tags, oldest first. */
    public List<String> tags() {
        return pushes.stream().map(Pushed::tag).distinct().toList();
    }

    /** Every build of the image, oldest first. */
    public List<Build> builds(String image) {
        List<Build> builds = new ArrayList<>();
        for (Pushed push : pushes) {
            if (push.builds().get(image) == push.number()) {
                builds.add(Images.build(image, push));
            }
        }
        return builds;
    }

    public synchronized void reset() {
        try {
            Files.deleteIfExists(file);
            pushes.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
