package io.promotionbus.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.promotionbus.kargo.Image;
import io.promotionbus.kargo.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that a real Kargo v1.11.2 gave. */
class FreightIdTest {

    private static final String DIGEST = "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private static final Origin SHOP = Origin.warehouse("shop");

    @Test
    void namesFreightOfOneImage() {
        assertThat(FreightId.of(SHOP, List.of(new Image("example/users-api", "1.4.2", DIGEST))))
                .isEqualTo("f0cdb3ed2657e0f698764916f29eed4fe4e8c252");
    }

    @Test
    void sortsTheParts() {
        String image = "example/users-api:1.4.2@" + DIGEST;
        String commit = "https://github.com/example/users-api:0000000000000000000000000000000000000001";
        assertThat(FreightId.ofParts(SHOP, List.of(image, commit)))
                .isEqualTo("83bab5d30bca80906905547da369b8efd555d8e6")
                .isEqualTo(FreightId.ofParts(SHOP, List.of(commit, image)));
    }

    @Test
    void takesTwoImagesInAnyOrder() {
        String tag = "79d89e38be137fe1a3f77bf5935a0c6c6c0c051e";
        Image api = new Image(
                "127.0.0.1:5000/acme/users-api",
                tag,
                "sha256:2b0da6e373925aa93249d0d373f32ab2464e2a4aeffce98cf5882885bc24ba18");
        Image ui = new Image(
                "127.0.0.1:5000/acme/users-ui",
                tag,
                "sha256:7b8038fd4c7426add121d3cbe4c2cd2042885f1f853ffa631d964b494dfc072c");
        assertThat(FreightId.of(Origin.warehouse("users"), List.of(ui, api)))
                .isEqualTo("4b54574aa0c9fa8b661a80635a07965bc15b28a4");
    }
}
