package io.promotionbus.talk;

import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.promotionbus.support.SandboxClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The slides' pictures: the console while a version goes its way, and the documents' drawings as PNG. */
final class Pictures {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Studio studio;
    private final SandboxClient sandbox;
    private final Path folder;

    Pictures(Studio studio, Path folder) {
        this.studio = studio;
        this.sandbox = studio.sandbox();
        this.folder = folder;
    }

    void take() throws IOException {
        Files.createDirectories(folder);
        drawings();
        SandboxClient.Push push = sandbox.push(Map.of("image", "users-api", "message", "feat: criar usuário"));
        decision(push, "stg", "qa");
        decision(push, "prod", "po");
        shoot("auditor", "/", "quadro");
        shoot("auditor", "/deliveries", "entregas");
        shoot("auditor", "/lineage/" + sandbox.freightOf(push.tag()), "linhagem");
        shoot("auditor", "/audit", "auditoria");
    }

    private void decision(SandboxClient.Push push, String stage, String person) {
        await().atMost(PATIENCE).until(() -> !sandbox.mails(person, push.tag()).isEmpty());
        String link = sandbox.mails(person, push.tag())
                .getLast()
                .path("links")
                .path(0)
                .asText();
        try (BrowserContext browser = studio.browser()) {
            Page page = studio.open(
                    browser, person, link.substring(sandbox.console().toString().length()));
            page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve("decisao-" + stage + ".png")));
            Scenes.approve(page, stage);
            await().atMost(PATIENCE).until(() -> sandbox.serving(stage).equals(push.tag()));
        }
    }

    private void shoot(String person, String path, String name) {
        try (BrowserContext browser = studio.browser()) {
            studio.open(browser, person, path)
                    .screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + ".png")));
        }
    }

    private void drawings() throws IOException {
        try (BrowserContext browser = studio.browser()) {
            Page page = browser.newPage();
            for (String name : List.of("visao-geral", "caminho", "modulos", "cluster")) {
                page.setContent("<body style='margin:0;width:fit-content'>"
                        + Files.readString(studio.root().resolve("docs/imagens/" + name + ".svg")) + "</body>");
                page.locator("svg")
                        .screenshot(new com.microsoft.playwright.Locator.ScreenshotOptions()
                                .setPath(folder.resolve(name + ".png")));
            }
        }
    }
}
