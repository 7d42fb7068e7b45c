package io.promotionbus.sandbox.deploy;

import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.sandbox.source.Pushed;
import java.util.List;
import java.util.Optional;

/**
 * What the promoted images say of themselves.
 *
 * @param version tag of the users API
 * @param commit the source commit that the tag names, {@code unknown} for images of strangers
 * @param uiVersion tag of the users UI
 * @param fault how it was pushed to misbehave, empty for not at all
 */
record Release(String version, String commit, String uiVersion, Optional<String> fault) {

    private static final String UNKNOWN = "unknown";

    static Release of(List<ImageRef> images, Company company) {
        String version =
                tag(images, "users-api").or(() -> tag(images, "users-ui")).orElse(UNKNOWN);
        String commit = company.pushes().reversed().stream()
                .filter(push -> push.tag().equals(version))
                .findFirst()
                .map(Pushed::commit)
                .orElse(UNKNOWN);
        return new Release(version, commit, tag(images, "users-ui").orElse(version), fault(images, company));
    }

    private static Optional<String> tag(List<ImageRef> images, String name) {
        return images.stream()
                .filter(image -> name(image).equals(name))
                .map(ImageRef::tag)
                .findFirst();
    }

    /** A fault comes with the image that the push changed; a later change of the other image does not cure it. */
    private static Optional<String> fault(List<ImageRef> images, Company company) {
        return images.stream()
                .flatMap(image -> company
                        .builtAs(name(image), image.digest())
                        .filter(push -> push.image().equals(name(image)))
                        .map(Pushed::fault)
                        .stream())
                .filter(fault -> !fault.equals("none"))
                .findFirst();
    }

    private static String name(ImageRef image) {
        return image.repoUrl().replaceFirst(".*/", "");
    }
}
