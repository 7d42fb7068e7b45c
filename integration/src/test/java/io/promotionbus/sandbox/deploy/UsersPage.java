package io.promotionbus.sandbox.deploy;

import io.promotionbus.sandbox.cluster.ImageRef;
import io.promotionbus.sandbox.cluster.Target;
import io.promotionbus.sandbox.deploy.PretendedDeployer.Environment;
import io.promotionbus.sandbox.http.Answer;
import io.promotionbus.sandbox.http.LoopbackServer;
import io.promotionbus.sandbox.http.Request;
import io.promotionbus.sandbox.source.Company;
import io.promotionbus.sandbox.source.Pushed;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** One environment's address: says which version of the sample application the simulated Argo CD has running there. */
public final class UsersPage implements AutoCloseable {

    private static final Duration SLOWNESS = Duration.ofSeconds(3);

    private final Target target;
    private final PretendedDeployer deployer;
    private final Company company;
    private final LoopbackServer server;

    public UsersPage(Target target, int port, PretendedDeployer deployer, Company company) {
        this.target = target;
        this.deployer = deployer;
        this.company = company;
        this.server = LoopbackServer.start(port, this::handle);
    }

    private Answer handle(Request request) throws InterruptedException {
        Environment environment = deployer.environment(target).orElse(null);
        if (environment == null || environment.serving().isEmpty()) {
            return Answer.problem(503, "nothing-serves", "No version of the users application serves " + target + ".");
        }
        if (environment.slow()) {
            TimeUnit.MILLISECONDS.sleep(SLOWNESS.toMillis());
        }
        Map<String, Object> version = new TreeMap<>();
        version.put("environment", target.stage());
        for (ImageRef image : environment.serving()) {
            String name = image.repoUrl().replaceFirst(".*/", "");
            version.put(name, Map.of("tag", image.tag(), "digest", image.digest()));
            version.put("version", image.tag());
            company.builtAs(name, image.digest())
                    .map(Pushed::commit)
                    .ifPresent(commit -> version.put("commit", commit));
        }
        return switch (request.path()) {
            case "/api/version" -> Answer.json(200, version);
            case "/" -> Answer.html(200, page(environment, version));
            default -> Answer.problem(404, "not-found", "There is only / and /api/version.");
        };
    }

    private String page(Environment environment, Map<String, Object> version) {
        StringBuilder rows = new StringBuilder();
        for (ImageRef image : environment.serving()) {
            rows.append("<tr><th>")
                    .append(image.repoUrl())
                    .append("<td><code>")
                    .append(image.tag())
                    .append("</code><td><code>")
                    .append(image.digest(), 0, Math.min(19, image.digest().length()))
                    .append("</code>");
        }
        return """
                <!doctype html><html lang="pt-BR"><meta charset="utf-8">
                <meta name="viewport" content="width=device-width"><title>users · %1$s</title>
                <style>body{font:16px/1.5 system-ui;margin:3rem auto;max-width:46rem;padding:0 1rem}
                th{text-align:left;padding-right:1rem;font-weight:600}</style>
                <h1>users em %1$s</h1>
                <p>O Argo CD simulado sincronizou a versão <code>%2$s</code>. Rollout: %3$s.</p>
                <table>%4$s</table></html>
                """.formatted(target.stage(), version.get("version"), environment.rollout(), rows);
    }

    @Override
    public void close() {
        server.close();
    }
}
