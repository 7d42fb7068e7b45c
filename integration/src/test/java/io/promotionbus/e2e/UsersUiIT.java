package io.promotionbus.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.support.Chromium;
import io.promotionbus.support.SandboxClient;
import io.promotionbus.support.SandboxClient.Push;
import io.promotionbus.support.SandboxExtension;
import io.promotionbus.support.Screens;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The users UI as people use it, in the environment dev: a real browser, the real API, the real login. */
class UsersUiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final double SLOWEST_PAGE = 60_000;
    private static final Pattern NEW_VERSION = Pattern.compile("^A versão \\w+ chegou a dev");

    private static SandboxClient sandbox;
    private static Chromium chromium;
    private static URI users;
    /** What the browser said went wrong, the content policy's refusals among it. */
    private static final List<String> complaints = new ArrayList<>();

    private static BrowserContext admin;
    private static Page page;

    @RegisterExtension
    static final AfterTestExecutionCallback AS_IT_WAS = context -> {
        if (context.getExecutionException().isPresent()) {
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of(
                            "target",
                            "screenshots",
                            "failed-" + context.getRequiredTestMethod().getName() + ".png")));
            System.err.println("What this tab remembers: " + page.evaluate("Object.keys(sessionStorage).join()"));
        }
    };

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        PlaywrightAssertions.setDefaultAssertionTimeout(SLOWEST_PAGE);
        sandbox = SandboxExtension.sharedWithUsersApi();
        users = sandbox.sandbox().url(Port.USERS_DEV);
        promoted(sandbox.push(Map.of("image", "users-api", "message", "feat: listar usuários")));
        removeEverybody();
        for (int i = 1; i <= 24; i++) {
            create("Pessoa %02d".formatted(i), "pessoa.%02d@example.org".formatted(i));
        }
        admin = context();
        page = logIn(admin, "dev", "/");
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    /** Whatever a test before this one was looking at when it failed. */
    @BeforeEach
    void sitAtTheDesk() {
        Screens.size(page, Screens.DESK);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    @AfterEach
    void complainsAboutNothing() {
        assertThat(complaints).isEmpty();
    }

    @Test
    void keepsSearchOrderAndPageInTheAddress() {
        open("/");
        assertThat(link("Pessoa 01")).isVisible();
        Screens.look(page, "users-list");
        link("Próxima página").click();
        assertThat(page).hasURL(users + "/?page=2");
        assertThat(link("Pessoa 24")).isVisible();
        page.goBack();
        assertThat(page).hasURL(users + "/");
        assertThat(link("Pessoa 01")).isVisible();

        link("E-mail").click();
        assertThat(page).hasURL(users + "/?sort=email,asc");
        link("E-mail").click();
        page.getByRole(AriaRole.SEARCHBOX).fill("pessoa.1");
        assertThat(page).hasURL(Pattern.compile("\\?(?=.*q=pessoa\\.1)(?=.*sort=email,desc)"));
        assertThat(page.locator("tbody tr")).hasCount(10);
        assertThat(page.locator("tbody tr").first()).containsText("pessoa.19@example.org");
        page.reload();
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("pessoa.1");
        assertThat(page.locator("tbody tr").first()).containsText("pessoa.19@example.org");
        open("/?q=ninguem.assim");
        assertThat(page.getByText("Ninguém combina com “ninguem.assim”")).isVisible();
        Screens.look(page, "users-nobody");
    }

    @Test
    void createsWithTheServersErrorsAtTheirFieldsAndSendsOnce() {
        List<String> posts = new ArrayList<>();
        page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/api/users")) {
                posts.add(request.url());
            }
        });
        open("/");
        link("Novo usuário").click();
        page.getByLabel("Nome").fill("Ana Souza");
        page.getByLabel("E-mail").fill("PESSOA.01@example.org");
        Locator email = page.getByLabel("E-mail");
        email.press("Enter");
        assertThat(email).hasAttribute("aria-invalid", "true");
        assertThat(email).isFocused();
        Screens.look(page, "users-create");

        email.fill("ana.souza@example.org");
        posts.clear();
        button("Criar usuário").dblclick();
        assertThat(page.getByText("Usuário criado: Ana Souza")).isVisible();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(link("Novo usuário")).isFocused();
        assertThat(link("Ana Souza")).isVisible();
        assertThat(posts).hasSize(1);
        Screens.look(page, "users-created");
    }

    @Test
    void showsBothVersionsOfAStaleEditAndStoresWhatIsChosen() {
        create("Carla Dias", "carla@example.org");
        open("/?q=carla");
        link("Alterar Carla Dias").click();
        Screens.look(page, "users-edit");
        page.getByLabel("Nome").fill("Carla Dias Prado");
        try (BrowserContext other = context()) {
            Page theirs = logIn(other, "dev", "/?q=carla");
            theirs.getByRole(AriaRole.LINK, named("Alterar Carla Dias")).click();
            theirs.getByLabel("Nome").fill("Carla D. Lima");
            theirs.getByLabel("E-mail").fill("carla.lima@example.org");
            theirs.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Salvar alterações"))
                    .click();
            assertThat(theirs.getByText("Alterações salvas: Carla D. Lima")).isVisible();
        }
        button("Salvar alterações").click();
        Locator conflict = page.getByRole(
                AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Alguém alterou este usuário antes de você"));
        assertThat(conflict).containsText("Carla D. Lima");
        assertThat(conflict).containsText("Carla Dias Prado");
        button("Salvar o que escolhi").click();
        assertThat(conflict.getByText("Escolha uma das duas versões deste campo."))
                .isVisible();
        Screens.look(page, "users-conflict");
        conflict.getByText("Carla Dias Prado").click();
        button("Salvar o que escolhi").click();
        assertThat(page.getByText("Alterações salvas: Carla Dias Prado")).isVisible();
        assertThat(page.locator("tbody tr")).containsText("carla.lima@example.org");
    }

    @Test
    void deletesAfterAskingByName() {
        create("Davi Rocha", "davi@example.org");
        open("/?q=davi");
        link("Excluir Davi Rocha").focus();
        page.keyboard().press("Enter");
        Locator question = page.getByRole(AriaRole.ALERTDIALOG);
        assertThat(question).containsText("Davi Rocha sai do ambiente dev");
        assertThat(button("Cancelar")).isFocused();
        Screens.look(page, "users-delete");
        page.keyboard().press("Escape");
        assertThat(question).isHidden();
        assertThat(link("Excluir Davi Rocha")).isFocused();

        page.keyboard().press("Enter");
        button("Excluir usuário").click();
        assertThat(page.getByText("Usuário excluído: Davi Rocha")).isVisible();
        assertThat(page.getByRole(AriaRole.HEADING, named("Usuários"))).isFocused();
        assertThat(page.locator("tbody tr")).hasCount(0);
    }

    @Test
    void speaksBothLanguagesAndKeepsTheThemeThatWasChosen() {
        open("/");
        page.getByRole(AriaRole.RADIO, named("en")).click();
        assertThat(link("New user")).isVisible();
        assertThat(page.locator("html")).hasAttribute("lang", "en");
        page.getByRole(AriaRole.RADIO, named("Dark")).click();
        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
        link("New user").click();
        page.getByLabel("Name").fill("X");
        page.getByLabel("E-mail").fill("not an address");
        button("Create user").click();
        assertThat(page.getByLabel("E-mail")).hasAttribute("aria-invalid", "true");
        assertThat(page.getByText("must be a well-formed email address", new Page.GetByTextOptions().setExact(false)))
                .isVisible();
        button("Cancel").click();
        page.getByRole(AriaRole.RADIO, named("As the system")).click();
        page.getByRole(AriaRole.RADIO, named("pt")).click();
        assertThat(link("Novo usuário")).isVisible();
    }

    @Test
    void givesWhoMayOnlyReadNoWayToWriteAndSaysWhy() {
        try (BrowserContext context = context()) {
            Page reader = logIn(context, "viewer", "/");
            assertThat(reader.getByText("é preciso o papel user-admin")).isVisible();
            assertThat(reader.getByRole(AriaRole.LINK, named("Novo usuário"))).isHidden();
            reader.getByRole(AriaRole.LINK, named("Pessoa 01")).click();
            assertThat(reader.getByRole(AriaRole.DIALOG)).containsText("pessoa.01@example.org");
            Screens.look(reader, "users-reader");
        }
    }

    @Test
    void saysWhenAnotherVersionArrivesAndOffersToLoadIt() {
        open("/new");
        page.getByLabel("Nome").fill("Eva");
        page.keyboard().press("Escape");
        Push next = sandbox.push(Map.of("image", "users-api", "message", "feat: outra versão"));
        assertThat(page.getByText(NEW_VERSION)).isVisible(visibleWithin(PATIENCE));
        String version = next.tag().substring(0, 7);
        assertThat(page.getByText("Ambiente dev, versão " + version)).isAttached();
        Screens.look(page, "users-new-version");
        button("Recarregar").click();
        assertThat(link("Novo usuário")).isVisible();
        assertThat(page.getByText(NEW_VERSION)).isHidden();
        link("Novo usuário").click();
        assertThat(page.getByLabel("Nome")).hasValue("Eva");
        button("Cancelar").click();
    }

    private static com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions visibleWithin(
            Duration patience) {
        return new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(patience.toMillis());
    }

    private static void promoted(Push push) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.serving("dev")).isEqualTo(push.tag()));
    }

    /** Whoever an earlier try left. */
    private static void removeEverybody() {
        sandbox.users("dev", "GET", "/api/users?size=100", null)
                .items()
                .forEach(user -> sandbox.users(
                        "dev", "DELETE", "/api/users/" + user.path("id").asText(), null));
    }

    private static void create(String name, String email) {
        SandboxClient.Response answer =
                sandbox.users("dev", "POST", "/api/users", Map.of("name", name, "email", email));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    }

    private static BrowserContext context() {
        BrowserContext context = chromium.browser()
                .newContext(new Browser.NewContextOptions()
                        .setLocale("pt-BR")
                        .setTimezoneId("America/Sao_Paulo")
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(Screens.DESK, 900));
        context.setDefaultTimeout(SLOWEST_PAGE);
        context.onConsoleMessage(message -> {
            // Keycloak's own pages are not the subject.
            if (message.text().contains("Content Security Policy")
                    && message.location().startsWith(users.toString())) {
                complaints.add(message.text());
            }
        });
        context.onWebError(error -> complaints.add(error.error()));
        return context;
    }

    private static Page logIn(BrowserContext context, String person, String path) {
        Page page = context.newPage();
        page.navigate(users + path);
        page.locator("#username").fill(person);
        page.locator("#password").fill(person);
        page.locator("#kc-login").click();
        // The gate has the same heading; who leaves while it waits for the token is not logged in.
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).isVisible();
        return page;
    }

    private static void open(String path) {
        page.navigate(users + path);
    }

    private static Locator link(String name) {
        return page.getByRole(AriaRole.LINK, named(name));
    }

    private static Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
