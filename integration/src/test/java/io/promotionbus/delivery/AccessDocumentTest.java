package io.promotionbus.delivery;

import static io.promotionbus.delivery.PromotionBusChart.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** docs/entrega.md lists every verb of the bus with its reason, and no other. */
class AccessDocumentTest {

    @Test
    void listsExactlyWhatTheChartGrants() throws Exception {
        Set<String> documented = new TreeSet<>();
        for (String row : rows("## O que o barramento pode, e por quê")) {
            String[] cells = row.split("\\|");
            assertThat(cells).as(row).hasSize(5);
            assertThat(cells[4].strip()).as("the reason of " + row).hasSizeGreaterThan(10);
            String where = cells[1].replace("`", "").strip();
            for (String resource : cells[2].replaceAll("\\(.*\\)", "").split(",")) {
                for (String verb : cells[3].split(",")) {
                    documented.add(where + " " + plain(resource) + " " + verb.strip());
                }
            }
        }
        assertThat(documented).isEqualTo(granted(PromotionBusChart.objects("")));
    }

    @Test
    void saysWhatBreakGlassMay() throws Exception {
        String document = Files.readString(Path.of("../docs/entrega.md")).replace("\n", " ");
        assertThat(PromotionBusChart.one(PromotionBusChart.objects(""), "Role", "promotion-bus-break-glass")
                        .get("rules")
                        .toString())
                .isEqualTo(List.of(
                                rule("promotions", "get, list, create, patch"),
                                rule("stages", "get, list, promote"),
                                rule("freights", "get, list"))
                        .toString());
        assertThat(document)
                .contains(
                        "(get, list, create e patch de Promotions; get, list e promote de Stages; get e list de Freight)");
    }

    private static String rule(String resource, String verbs) {
        return "{apiGroups=[kargo.akuity.io], resources=[" + resource + "], verbs=[" + verbs + "]}";
    }

    private static Set<String> granted(List<Map<String, Object>> objects) {
        Set<String> granted = new TreeSet<>();
        for (Map<String, Object> role : objects) {
            boolean cluster = "ClusterRole".equals(role.get("kind"));
            if (!cluster && !"Role".equals(role.get("kind"))
                    || at(role, "metadata", "name").toString().endsWith("break-glass")) {
                continue;
            }
            String where =
                    cluster ? "cluster" : at(role, "metadata", "namespace").equals("argocd") ? "argocd" : "projeto";
            for (Object rule : (List<?>) at(role, "rules")) {
                for (Object resource : (List<?>) at(rule, "resources")) {
                    ((List<?>) at(rule, "verbs")).forEach(verb -> granted.add(where + " " + resource + " " + verb));
                }
            }
        }
        return granted;
    }

    private static List<String> rows(String heading) throws Exception {
        String section = Files.readString(Path.of("../docs/entrega.md"))
                .split(heading)[1]
                .split("\n## ")[0];
        return section.lines()
                .filter(line -> line.startsWith("| ") && line.contains("`"))
                .toList();
    }

    /** Without the group: {@code projects.kargo.akuity.io}. */
    private static String plain(String resource) {
        return resource.replace("`", "").strip().replaceFirst("\\..*", "");
    }
}
