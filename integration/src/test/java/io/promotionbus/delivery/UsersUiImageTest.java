package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The headers with which the image of the users UI serves its files. */
class UsersUiImageTest {

    private static final Path UI = Path.of("..", "ui", "users");

    private static String nginx;

    @BeforeAll
    static void read() throws Exception {
        nginx = Files.readString(UI.resolve("nginx.conf")).replaceAll("(?m)^\\s*#.*\n", "");
    }

    /** nginx drops all inherited headers in a block that adds one of its own. */
    @Test
    void addsEveryHeaderInOnePlaceForAllAnswers() {
        String server = nginx.substring(nginx.indexOf("server {"));
        String before = server.substring(0, server.indexOf("location "));
        assertThat(all("add_header \\S+ (?:\"[^\"]*\"|[^\\s;\"]+)[^;]*;", nginx))
                .hasSameSizeAs(all("add_header", nginx))
                .allSatisfy(header -> assertThat(before).contains(header))
                .allMatch(header -> header.endsWith(" always;"));
        assertThat(before)
                .contains(
                        "Cache-Control $cache",
                        "X-Content-Type-Options nosniff",
                        "Referrer-Policy no-referrer",
                        "Permissions-Policy");
        assertThat(nginx).doesNotContain("expires");
    }

    @ParameterizedTest
    @CsvSource({
        "200,/assets/index-DBk8NEdG.js,'public, max-age=31536000, immutable'",
        "304,/assets/geist-latin.woff2,'public, max-age=31536000, immutable'",
        "404,/assets/index-of-another-version.js,no-store",
        "200,/index.html,no-store",
        "200,/config.json,no-store",
        "404,/config.json,no-store",
        "200,/favicon.svg,no-store",
        "200,/users/assets/,no-store",
    })
    void keepsWhatIsHashedForEverAndAsksForTheRestEveryTime(String status, String uri, String expected) {
        String map = nginx.substring(nginx.indexOf("map \"$status:$uri\" $cache {"));
        List<MatchResult> rules = Pattern.compile("\"~([^\"]+)\" \"([^\"]+)\";")
                .matcher(map.substring(0, map.indexOf('}')))
                .results()
                .toList();
        assertThat(rules).isNotEmpty();
        assertThat(map).contains("default \"no-store\";");
        String answer = rules.stream()
                .filter(rule -> Pattern.compile(rule.group(1))
                        .matcher(status + ":" + uri)
                        .find())
                .map(rule -> rule.group(2))
                .findFirst()
                .orElse("no-store");
        assertThat(answer).isEqualTo(expected);
    }

    @Test
    void letsNoScriptInButItsOwn() throws Exception {
        List<String> policies = all("Content-Security-Policy \"[^\"]+\"", nginx);
        assertThat(policies).hasSize(1);
        assertThat(policies.getFirst())
                .contains(
                        "default-src 'self'",
                        "connect-src 'self' https:;",
                        "object-src 'none'",
                        "base-uri 'none'",
                        "frame-ancestors 'none'")
                .doesNotContain("unsafe", "script-src", "style-src", "*");
        // What the policy forbids the page must not need.
        String page = Files.readString(UI.resolve("index.html"));
        assertThat(all("<script(?![^>]*\\ssrc=\"/)|<style|\\sstyle=|\\son[a-z]+=|https?://", page))
                .isEmpty();
    }

    private static List<String> all(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }
}
