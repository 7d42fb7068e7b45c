package io.promotionbus.sandbox.cluster;

import io.promotionbus.sandbox.cluster.schema.RepositoryFiles;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The manifests of the sandbox's pipeline: Warehouse {@code users} with two images, stages dev → stg → prod. The same
 * for the simulated and for a real cluster.
 *
 * @param project Kargo's Project
 * @param api repository of the users API's image, as Warehouse and Freight write it
 * @param ui repository of the users UI's image
 * @param gitRepository what Argo CD deploys from
 * @param argoCd promote through Argo CD Applications; otherwise promotion steps touch nothing outside Kargo
 */
public record SandboxPipeline(String project, String api, String ui, String gitRepository, boolean argoCd) {

    public static final String PROJECT = "image-promotion";
    public static final String API_IMAGE = "acme/users-api";
    public static final String UI_IMAGE = "acme/users-ui";

    /** As the sandbox has it. */
    public static SandboxPipeline standard() {
        return new SandboxPipeline(PROJECT, API_IMAGE, UI_IMAGE, "https://github.com/acme/users.git", true);
    }

    public SandboxPipeline withProject(String name) {
        return new SandboxPipeline(name, api, ui, gitRepository, argoCd);
    }

    public SandboxPipeline withImages(String apiRepository, String uiRepository) {
        return new SandboxPipeline(project, apiRepository, uiRepository, gitRepository, argoCd);
    }

    public SandboxPipeline withGitRepository(String url) {
        return new SandboxPipeline(project, api, ui, url, argoCd);
    }

    public SandboxPipeline withArgoCd(boolean wanted) {
        return new SandboxPipeline(project, api, ui, gitRepository, wanted);
    }

    /** Everything except policies, in an order in which it can be applied. */
    public String manifests() {
        String all = pipeline() + "\n---\n" + busAccess();
        return argoCd ? all + "\n---\n" + applications() : all;
    }

    /** Namespace, Project, Warehouse, PromotionTask and Stages. */
    public String pipeline() {
        return filled("pipeline.yaml") + "\n---\n" + filled(argoCd ? "task-argocd.yaml" : "task-plain.yaml");
    }

    /** The bus's ServiceAccount and what it may in this project. */
    public String busAccess() {
        return filled("bus-rbac.yaml");
    }

    /** One Application per stage, in the namespace argocd. */
    public String applications() {
        return List.of("dev", "stg", "prod").stream()
                .map(stage -> filled("application.yaml").replace("@STAGE@", stage))
                .collect(Collectors.joining("\n---\n"));
    }

    private String filled(String template) {
        return RepositoryFiles.resource(SandboxPipeline.class, template)
                .replace("@PROJECT@", project)
                .replace("@API@", api)
                .replace("@UI@", ui)
                .replace("@GIT@", gitRepository);
    }
}
