package io.promotionbus.delivery;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The charts of the repository, rendered by Helm itself. */
final class Charts {

    static final Path ROOT = Path.of("../helm");

    /** The Kubernetes version that templates are rendered for. */
    static final String KUBERNETES = "1.34.0";

    private Charts() {}

    static List<String> names() {
        try (Stream<Path> charts = Files.list(ROOT)) {
            return charts.filter(chart -> Files.exists(chart.resolve("Chart.yaml")))
                    .map(chart -> chart.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Helm helm(String chart) {
        return new Helm(ROOT.resolve(chart).toAbsolutePath().normalize());
    }

    /** @throws IllegalStateException with Helm's message when the values are refused */
    static String render(String chart, Path... values) {
        TemplateCommand command =
                helm(chart).template().withName(chart).withNamespace("test").withKubeVersion(KUBERNETES);
        for (Path file : values) {
            command.withValuesFile(file.toAbsolutePath().normalize());
        }
        return command.call();
    }

    /** Every object of the rendered text. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> objects(String rendered) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(rendered)) {
            if (document != null) {
                objects.add((Map<String, Object>) document);
            }
        }
        return objects;
    }

    static List<Path> files(String chart, String folder) {
        Path directory = ROOT.resolve(chart).resolve(folder);
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
