package io.promotionbus.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class MessagesTest {

    /** Quotes are doubled for arguments only; a text without arguments shows both. */
    @Test
    void doublesQuotesOnlyWhereArgumentsAreFilledIn() throws IOException {
        Resource[] bundles = new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties");
        assertThat(bundles).hasSizeGreaterThan(10);
        for (Resource bundle : bundles) {
            Properties texts = new Properties();
            try (var in = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
                texts.load(in);
            }
            texts.forEach((key, text) -> {
                if (text.toString().contains("''")) {
                    assertThat(text.toString())
                            .as(key + " in " + bundle.getFilename())
                            .contains("{0}");
                }
            });
        }
    }
}
