package io.promotionbus.feed.jdbc;

import io.promotionbus.intake.ImageName;
import io.promotionbus.kargo.Image;
import io.promotionbus.promotion.BuiltFrom;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tag, when it is a commit; else what its delivery said; else what the image says itself. */
@Repository
class JdbcBuiltFrom implements BuiltFrom {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final JdbcClient jdbc;

    JdbcBuiltFrom(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<Image, String> commits(Collection<Image> images) {
        Map<Image, String> found = new HashMap<>();
        images.stream()
                .filter(image -> COMMIT.matcher(image.tag()).matches())
                .forEach(image -> found.put(image, image.tag()));
        List<Image> others = images.stream()
                .filter(image -> !found.containsKey(image))
                .distinct()
                .toList();
        if (!others.isEmpty()) {
            read(others, found);
        }
        return found;
    }

    private void read(List<Image> images, Map<Image, String> found) {
        jdbc.sql("""
                        SELECT asked.nr, coalesce(a.commit_sha, i.revision) AS commit
                          FROM unnest(:repositories, :tags, :digests) WITH ORDINALITY
                               AS asked (repository, tag, digest, nr)
                          LEFT JOIN feed_artifact a USING (repository, tag, digest)
                          LEFT JOIN feed_image i ON i.digest = asked.digest
                         WHERE coalesce(a.commit_sha, i.revision) IS NOT NULL
                        """)
                .param("repositories", texts(images, JdbcBuiltFrom::repository))
                .param("tags", texts(images, Image::tag))
                .param("digests", texts(images, Image::digest))
                .query(row -> {
                    found.put(images.get(row.getInt("nr") - 1), row.getString("commit"));
                });
    }

    /** As it is written where artifacts are remembered; empty matches none. */
    private static String repository(Image image) {
        return ImageName.parse(image.repoUrl()).map(ImageName::toString).orElse("");
    }

    private static String[] texts(List<Image> images, Function<Image, String> text) {
        return images.stream().map(text).toArray(String[]::new);
    }
}
