package io.promotionbus.sandbox.registry;

import io.promotionbus.sandbox.cluster.Registry;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.LoopbackServer;
import io.promotionbus.sandbox.http.Request;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.sandbox.source.Images;
import io.promotionbus.sandbox.source.Images.Build;
import io.promotionbus.sandbox.source.Images.Document;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An OCI registry that serves the pretended company's images, and what the simulated Kargo discovers. A GET of a manifest
 * counts as a pull, a HEAD does not, as at Docker Hub.
 */
public final class RegistryServer implements Registry, AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs|tags)/([^/]+)");
    private static final int PULL_LIMIT = 100_000;

    private final Company company;
    private final BooleanSupplier away;
    private final LoopbackServer server;
    private final AtomicInteger pulls = new AtomicInteger();

    /** @param away whether a fault keeps the registry from answering, for Kargo's discovery */
    public RegistryServer(Company company, BooleanSupplier away) {
        this.company = company;
        this.away = away;
        this.server = LoopbackServer.start(0, this::handle);
    }

    public int port() {
        return server.port();
    }

    /** How many pulls were counted. */
    public int pulls() {
        return pulls.get();
    }

    private Answer handle(Request request) {
        boolean head = request.method().equals("HEAD");
        if (!head && !request.method().equals("GET")) {
            return error(405, "UNSUPPORTED", "The registry is read-only");
        }
        if (request.path().equals("/v2/") || request.path().equals("/v2")) {
            return Answer.json(200, Map.of());
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return error(404, "NOT_FOUND", "No such path");
        }
        Optional<String> image = image(path.group(1));
        if (image.isEmpty()) {
            return error(404, "NAME_UNKNOWN", "repository name not known to registry");
        }
        return switch (path.group(2)) {
            case "tags" -> tagList(request, path.group(1));
            case "blobs" -> blob(image.get(), path.group(3));
            default -> manifest(request, image.get(), path.group(3), head);
        };
    }

    private Answer tagList(Request request, String name) {
        List<String> tags = company.tags().stream().sorted().toList();
        int size = request.parameter("n")
                .filter(n -> n.matches("[1-9]\\d{0,5}"))
                .map(Integer::parseInt)
                .orElse(tags.size());
        List<String> after = request.parameter("last")
                .map(last ->
                        tags.stream().filter(tag -> tag.compareTo(last) > 0).toList())
                .orElse(tags);
        List<String> page = after.stream().limit(size).toList();
        Answer answer = Answer.json(200, Map.of("name", name, "tags", page));
        return page.size() < after.size()
                ? answer.with(
                        "Link", "</v2/" + name + "/tags/list?n=" + size + "&last=" + page.getLast() + ">; rel=\"next\"")
                : answer;
    }

    private Answer manifest(Request request, String image, String reference, boolean head) {
        Optional<Document> found = reference.startsWith("sha256:")
                ? manifests(image)
                        .filter(document -> document.digest().equals(reference))
                        .findFirst()
                : company.tagged(image, reference).map(build -> preferred(request, build));
        if (found.isEmpty()) {
            return error(404, "MANIFEST_UNKNOWN", "manifest unknown");
        }
        int counted = head ? pulls.get() : pulls.incrementAndGet();
        return document(found.get())
                .with("ratelimit-limit", PULL_LIMIT + ";w=21600")
                .with("ratelimit-remaining", Math.max(0, PULL_LIMIT - counted) + ";w=21600");
    }

    /** A client that does not name the index type gets the first platform's manifest, which has another digest. */
    private static Document preferred(Request request, Build build) {
        String accept = request.header("accept");
        boolean index = accept.contains(Images.INDEX) || accept.contains("*/*");
        return index ? build.index() : build.manifests().getFirst();
    }

    private Answer blob(String image, String digest) {
        return company.builds(image).stream()
                .flatMap(build -> build.configs().stream())
                .filter(config -> config.digest().equals(digest))
                .findFirst()
                .map(config -> document(config).with("Content-Type", "application/octet-stream"))
                .orElseGet(() -> error(404, "BLOB_UNKNOWN", "blob unknown to registry"));
    }

    private Stream<Document> manifests(String image) {
        return company.builds(image).stream()
                .flatMap(build -> Stream.concat(Stream.of(build.index()), build.manifests().stream()));
    }

    private static Answer document(Document document) {
        return Answer.of(200, document.mediaType(), document.content())
                .with("Docker-Content-Digest", document.digest())
                .with("Docker-Distribution-Api-Version", "registry/2.0");
    }

    private static Answer error(int status, String code, String message) {
        return Answer.json(status, Map.of("errors", List.of(Map.of("code", code, "message", message))));
    }

    private static Optional<String> image(String repository) {
        return Images.NAMES.stream()
                .filter(name -> repository.equals(Images.OWNER + "/" + name))
                .findFirst();
    }

    @Override
    public List<TagRef> tags(String repoUrl) throws IOException {
        if (away.getAsBoolean()) {
            throw new IOException("the registry does not answer");
        }
        String repository = repoUrl.replaceFirst("^(https?://)?((index\\.|registry-1\\.)?docker\\.io/)?", "");
        String image = image(repository).orElseThrow(() -> new IOException(repoUrl + ": repository name not known"));
        return company.tags().stream()
                .map(tag -> company.pushes().reversed().stream()
                        .filter(push -> push.tag().equals(tag))
                        .findFirst()
                        .orElseThrow())
                .map(push -> new TagRef(
                        push.tag(),
                        company.build(image, push).index().digest(),
                        company.builder(image, push).at()))
                .toList();
    }

    @Override
    public void close() {
        server.close();
    }
}
