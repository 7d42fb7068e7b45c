package io.promotionbus.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The committed rendering is what the charts render. {@code -Dhelm.write=true} writes it anew, as the script does. */
class HelmOutputTest {

    private static final Path OUTPUT = Path.of("../k8s/base/helm-output");

    @ParameterizedTest
    @ValueSource(strings = {"ui", "user-api"})
    void isCommittedAsItRenders(String chart) throws Exception {
        Path committed = OUTPUT.resolve(chart).resolve("manifest.yaml");
        String rendered = Charts.helm(chart)
                .template()
                .withName(chart)
                .withNamespace("default")
                .withKubeVersion(Charts.KUBERNETES)
                .call();
        if (Boolean.getBoolean("helm.write")) {
            Files.createDirectories(committed.getParent());
            Files.writeString(committed, rendered.strip() + "\n");
        }
        assertThat(Files.readString(committed)).isEqualToIgnoringNewLines(rendered.strip());
        assertThat(Charts.objects(Files.readString(committed))).isNotEmpty();
    }
}
