package io.promotionbus.talk;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.promotionbus.support.SandboxClient;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The scenes of the demonstration as films, in the order of the runbook: each goes on where the one before ended. */
final class Scenes {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String DEMO = "gitops/scripts/demo-helpers.sh --sandbox ";

    private interface Scene {
        void play(Film film, Terminal terminal, BrowserContext browser);
    }

    private final Studio studio;
    private final SandboxClient sandbox;
    private final Path folder;
    private String pushed = "";

    Scenes(Studio studio, Path folder) {
        this.studio = studio;
        this.sandbox = studio.sandbox();
        this.folder = folder;
    }

    void film(Predicate<String> wanted) throws IOException {
        Map<String, Scene> scenes = new LinkedHashMap<>();
        scenes.put("01-ci-pipeline", this::pipeline);
        scenes.put("02-dev", this::dev);
        scenes.put("03-stg-qa", this::quality);
        scenes.put("04-prod-po", this::production);
        scenes.put("05-rollback", this::rollback);
        for (Map.Entry<String, Scene> scene : scenes.entrySet()) {
            if (!wanted.test(scene.getKey())) {
                continue;
            }
            try (BrowserContext screen = studio.browser();
                    BrowserContext browser = studio.browser();
                    Film film = new Film(folder, scene.getKey())) {
                Terminal terminal = new Terminal(screen.newPage(), sandbox, studio.root());
                scene.getValue().play(film, terminal, browser);
            }
        }
    }

    private void pipeline(Film film, Terminal terminal, BrowserContext browser) {
        film.say("Os ramos da demonstração: a base cria e lista; cada ramo acrescenta uma coisa.");
        terminal.run(film, "rm -rf target/demo && presentation/demo/create-branches.sh target/demo", 2);
        terminal.run(film, "git -C target/demo log --oneline --graph --all", 4);
        film.say("O que feature/update-user muda: a API e o teste dela, no mesmo commit.");
        terminal.run(film, "git -C target/demo diff --stat main feature/update-user", 4);
        terminal.clear();
        film.say("No sandbox, push faz o que merge, Actions e Docker Hub fariam: commit, duas imagens com a mesma tag,"
                + " webhooks.");
        JsonNode push = json(terminal.run(film, DEMO + "push users-api '' 'feat: atualizar usuário'", 4));
        pushed = push.path("tag").asText();
        film.say("Tudo o que os remetentes mandaram está gravado antes da resposta 202, com o veredito ao lado.");
        Page page = studio.open(browser, "auditor", "/deliveries");
        film.hold(page, 5);
        film.say("Uma entrega por dentro: o artefato que ela anunciou e o Freight que nasceu dela.");
        film.hold(studio.open(browser, "auditor", "/deliveries/" + dockerHubDelivery()), 5);
    }

    private void dev(Film film, Terminal terminal, BrowserContext browser) {
        ensurePushed();
        film.say("dev é automático: a política diz Automatic, e o barramento promove o mais novo na hora.");
        film.until(
                studio.open(browser, "viewer", "/"),
                PATIENCE,
                () -> sandbox.serving("dev").equals(pushed));
        film.say("O quadro: versão, saúde e por que o próximo ainda não andou.");
        film.hold(studio.open(browser, "viewer", "/"), 5);
        film.say("O mesmo no terminal, e a versão que responde em dev.");
        terminal.run(film, DEMO + "board", 4);
        terminal.run(film, DEMO + "version dev", 3);
        film.say("O caminho inteiro de um Freight, com o tempo de cada passo.");
        film.hold(studio.open(browser, "viewer", "/lineage/" + sandbox.freightOf(pushed)), 6);
    }

    private void quality(Film film, Terminal terminal, BrowserContext browser) {
        ensurePushed();
        film.say("stg é de QA. Primeiro, o atalho: nem quem tem todos os direitos no cluster passa por fora.");
        terminal.run(film, DEMO + "go-around stg", 6);
        terminal.clear();
        film.say("Uma mensagem por pessoa e candidato, com um link.");
        film.until(terminal.page(), PATIENCE, () -> !sandbox.mails("qa", pushed).isEmpty());
        terminal.run(film, DEMO + "mail qa | tail -1", 4);
        film.say("O link abre atrás do Keycloak. A página mostra exatamente o que seria aprovado, e por quem foi"
                + " escrito.");
        decide(film, browser, "qa", "stg");
        film.say("Promovido para stg; agora é a vez do PO.");
        film.until(
                studio.open(browser, "qa", "/"),
                PATIENCE,
                () -> sandbox.serving("stg").equals(pushed));
        film.hold(studio.open(browser, "qa", "/"), 4);
        terminal.run(film, DEMO + "version stg", 3);
    }

    private void production(Film film, Terminal terminal, BrowserContext browser) {
        ensurePushed();
        film.say("prod é do PO: outra pessoa, outra mensagem, outra decisão.");
        film.until(terminal.page(), PATIENCE, () -> !sandbox.mails("po", pushed).isEmpty());
        terminal.run(film, DEMO + "mail po | tail -1", 3);
        film.say("A evidência dos estágios anteriores vem junto: verificado, saudável desde quando, quem decidiu.");
        decide(film, browser, "po", "prod");
        film.say("O mesmo digest que passou por dev e stg, agora em prod.");
        film.until(
                studio.open(browser, "po", "/"),
                PATIENCE,
                () -> sandbox.serving("prod").equals(pushed));
        film.hold(studio.open(browser, "po", "/"), 4);
        terminal.run(film, DEMO + "version prod", 3);
        film.say("E tudo isso está na auditoria: quem, o quê, quando, por quê; selado e verificável fora daqui.");
        try (BrowserContext auditor = studio.browser()) {
            film.hold(studio.open(auditor, "auditor", "/audit?action=approval"), 6);
        }
    }

    private void rollback(Film film, Terminal terminal, BrowserContext browser) {
        ensurePushed();
        String good = pushed;
        // It goes back to what was verified there, and QA is told when it was. As a film of its own nothing was yet.
        await().atMost(PATIENCE).until(() -> !sandbox.mails("qa", good).isEmpty());
        film.say("feature/error: o CI fica verde, e a versão adoece depois de vinte segundos no ar.");
        String bad = json(terminal.run(film, DEMO + "push users-api late 'feat: relatório de usuários'", 4))
                .path("tag")
                .asText();
        film.say("Ela entra em dev sozinha, como qualquer outra.");
        // Not whether it still serves: on a slow machine it is sick before the page is open.
        film.until(
                studio.open(browser, "operator", "/"),
                PATIENCE,
                () -> !sandbox.promotions("dev", sandbox.freightOf(bad)).isEmpty());
        film.say("A saúde cai; passado o prazo da política, o barramento volta sozinho para a última verificada.");
        film.until(
                studio.open(browser, "operator", "/"),
                PATIENCE,
                () -> wentBack(bad) && sandbox.serving("dev").equals(good));
        film.hold(studio.open(browser, "operator", "/"), 5);
        film.say("O digest ruim está em quarentena: nenhuma automação o traz de volta, nem com outra tag.");
        film.hold(studio.open(browser, "operator", "/freezes"), 5);
        film.say("feature/fix: a correção entra pela mesma porta.");
        terminal.clear();
        pushed = json(terminal.run(film, DEMO + "push users-api '' 'fix: relatório de usuários'", 3))
                .path("tag")
                .asText();
        film.until(
                studio.open(browser, "operator", "/"),
                PATIENCE,
                () -> sandbox.serving("dev").equals(pushed));
        film.hold(studio.open(browser, "operator", "/"), 5);
    }

    private void decide(Film film, BrowserContext browser, String person, String stage) {
        String link =
                sandbox.mails(person, pushed).getLast().path("links").path(0).asText();
        Page page = studio.open(
                browser, person, link.substring(sandbox.console().toString().length()));
        film.hold(page, 6);
        approve(page, stage);
        film.until(page, PATIENCE, () -> sandbox.running(stage).equals(pushed));
        film.hold(page, 3);
    }

    /** Presses the one button that approves. */
    static void approve(Page page, String stage) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions()
                                .setName(Pattern.compile("^Aprovar para " + stage, Pattern.CASE_INSENSITIVE)))
                .click();
        page.waitForTimeout(1000);
    }

    private boolean wentBack(String tag) {
        return sandbox.get("auditor", "/api/audit?action=rollback.started&freight=" + sandbox.freightOf(tag))
                .items()
                .findAny()
                .isPresent();
    }

    private void ensurePushed() {
        if (pushed.isEmpty()) {
            pushed = sandbox.push(Map.of("image", "users-api", "message", "feat: atualizar usuário"))
                    .tag();
        }
    }

    private String dockerHubDelivery() {
        return sandbox.get("auditor", "/api/deliveries?source=dockerhub")
                .items()
                .findFirst()
                .orElseThrow()
                .path("id")
                .asText();
    }

    private static JsonNode json(String text) {
        return io.promotionbus.sandbox.http.Json.tree(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
