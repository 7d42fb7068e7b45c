package io.promotionbus.talk;

import com.microsoft.playwright.Page;
import io.promotionbus.sandbox.SandboxOptions.Port;
import io.promotionbus.support.SandboxClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A page that looks like a terminal; the commands typed into it are run for real and show what they printed. */
final class Terminal {

    private static final int LINES = 24;
    private static final String PAGE = """
        <!doctype html><html lang="pt-BR"><meta charset="utf-8"><style>
        body{margin:0;background:#10151f;color:#d7dde8;font:17px/1.4 "DejaVu Sans Mono",monospace}
        header{padding:10px 22px;background:#1b2231;color:#8fa0ba;font:600 14px system-ui}
        pre{margin:0;padding:16px 22px 90px;white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}
        b{color:#7fd1a0;font-weight:600}</style><header>demonstração</header><pre id="screen"></pre></html>\
        """;

    private final Page page;
    private final Path root;
    private final Map<String, String> environment;
    private final StringBuilder screen = new StringBuilder();

    Terminal(Page page, SandboxClient sandbox, Path root) {
        this.page = page;
        this.root = root;
        this.environment = Map.of(
                "SANDBOX_CONSOLE",
                        "http://127.0.0.1:" + sandbox.sandbox().options().port(Port.CONSOLE),
                "SANDBOX_CONTROL",
                        "http://127.0.0.1:" + sandbox.sandbox().options().port(Port.CONTROL),
                "SANDBOX_DATA",
                        sandbox.sandbox().options().data().toAbsolutePath().toString());
        page.setContent(PAGE);
    }

    Page page() {
        return page;
    }

    void clear() {
        screen.setLength(0);
    }

    /** Types it into the film, runs it, and shows what it said. */
    String run(Film film, String command, double seconds) {
        screen.append("<b>$</b> ");
        for (int at = 0; at < command.length(); at += 9) {
            screen.append(escaped(command.substring(at, Math.min(command.length(), at + 9))));
            show();
            film.hold(page, 1.0 / Film.PICTURES_PER_SECOND);
        }
        String output = output(command);
        screen.append('\n').append(escaped(output.strip())).append("\n\n");
        show();
        film.hold(page, seconds);
        return output;
    }

    private void show() {
        String[] lines = screen.toString().split("\n", -1);
        int from = Math.max(0, lines.length - LINES);
        page.evaluate(
                "html => { document.getElementById('screen').innerHTML = html }",
                String.join("\n", java.util.Arrays.copyOfRange(lines, from, lines.length)));
    }

    private String output(String command) {
        try {
            ProcessBuilder bash = new ProcessBuilder("bash", "-c", command)
                    .directory(root.toFile())
                    .redirectErrorStream(true);
            bash.environment().putAll(environment);
            Process process = bash.start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
