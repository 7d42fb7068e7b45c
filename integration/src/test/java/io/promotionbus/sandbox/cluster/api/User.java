package io.promotionbus.sandbox.cluster.api;

import java.util.List;

/** Who asks. */
public record User(String name, List<String> groups) {

    public static final User ADMIN = new User("kubernetes-admin", List.of("system:masters", "system:authenticated"));
    public static final User ANONYMOUS = new User("system:anonymous", List.of("system:unauthenticated"));
    public static final User NAMESPACE_CONTROLLER = serviceAccount("kube-system", "namespace-controller");

    public static User serviceAccount(String namespace, String name) {
        return new User(
                "system:serviceaccount:" + namespace + ":" + name,
                List.of("system:serviceaccounts", "system:serviceaccounts:" + namespace, "system:authenticated"));
    }
}
