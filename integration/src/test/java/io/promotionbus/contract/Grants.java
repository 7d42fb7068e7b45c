package io.promotionbus.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** RBAC for one project and one test. */
final class Grants {

    private static final String RBAC = "/apis/rbac.authorization.k8s.io/v1/namespaces/";

    private Grants() {}

    /** Everything the bus does, and on stages these verbs. */
    static void bus(ContractCluster cluster, TestProject project, String... stageVerbs) {
        bind(
                cluster,
                project,
                ContractCluster.BUS,
                "[{\"apiGroups\":[\"kargo.akuity.io\"],\"resources\":[\"warehouses\",\"freights\",\"stages\","
                        + "\"promotions\"],\"verbs\":[\"get\",\"list\",\"watch\",\"create\",\"patch\",\"delete\"]},"
                        + "{\"apiGroups\":[\"kargo.akuity.io\"],\"resources\":[\"freights/status\"],\"verbs\":"
                        + "[\"patch\"]},"
                        + "{\"apiGroups\":[\"events.k8s.io\"],\"resources\":[\"events\"],\"verbs\":[\"create\"]},"
                        + "{\"apiGroups\":[\"kargo.akuity.io\"],\"resources\":[\"stages\"],\"verbs\":[\""
                        + String.join("\",\"", stageVerbs) + "\"]}]");
    }

    /** These verbs on Promotions, but not {@code promote}. */
    static void user(ContractCluster cluster, TestProject project, String user, String... verbs) {
        bind(
                cluster,
                project,
                user,
                "[{\"apiGroups\":[\"kargo.akuity.io\"],\"resources\":[\"promotions\"],\"verbs\":[\""
                        + String.join("\",\"", verbs) + "\"]}]");
    }

    static void bind(ContractCluster cluster, TestProject project, String user, String rules) {
        String name = "grant-" + Integer.toHexString(user.hashCode());
        ObjectNode role = TestProject.object("rbac.authorization.k8s.io/v1", "Role", name);
        role.set("rules", TestProject.json(rules));
        TestProject.expect(201, cluster.post(RBAC + project.name() + "/roles", role));
        ObjectNode binding = TestProject.object("rbac.authorization.k8s.io/v1", "RoleBinding", name);
        binding.putObject("roleRef")
                .put("apiGroup", "rbac.authorization.k8s.io")
                .put("kind", "Role")
                .put("name", name);
        binding.putArray("subjects")
                .addObject()
                .put("apiGroup", "rbac.authorization.k8s.io")
                .put("kind", user.startsWith("promotionbus:") ? "Group" : "User")
                .put("name", user);
        TestProject.expect(201, cluster.post(RBAC + project.name() + "/rolebindings", binding));
    }
}
