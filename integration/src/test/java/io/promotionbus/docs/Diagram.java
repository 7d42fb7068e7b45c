package io.promotionbus.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A picture written as text, drawn as SVG without asking for a font's measures, so that every machine draws the same bytes.
 *
 * <pre>
 * size 900 400
 * group 200 20 500 360 | Title
 * box id 20 40 150 60 person | First line | second line
 * arrow from to | label          (a dashed one: dashes from to | label)
 * text 20 380 | words
 * </pre>
 */
final class Diagram {

    private static final String STYLE = """
          <style>
            text{font:14px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:#1c2430}
            .small{font-size:12px;fill:#4a5565}.label{font-size:12px;fill:#2b4a7f}.head{font-weight:600;fill:#4a5565}
            .paper{fill:#fbfcfe;stroke:#d5dbe5}.group{fill:#eef2f8;stroke:#b9c4d6}
            .outside{fill:#fff;stroke:#8b97a8;stroke-dasharray:5 3}.part{fill:#dde9fb;stroke:#3d6cb9}
            .store{fill:#fbf0d9;stroke:#b7862b}.person{fill:#e2f3e6;stroke:#3b8a52}.gate{fill:#fbe3e0;stroke:#b9453a}
            .arrow{fill:none;stroke:#3c4858;stroke-width:1.5}.dashes{stroke-dasharray:5 4}
            .plate{fill:#fbfcfe;fill-opacity:.9}
          </style>
          <defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" \
        orient="auto-start-reverse"><path d="M0 0 10 5 0 10z" fill="#3c4858"/></marker></defs>
        """;

    private record Box(int x, int y, int width, int height) {

        int middleX() {
            return x + width / 2;
        }

        int middleY() {
            return y + height / 2;
        }
    }

    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final StringBuilder back = new StringBuilder();
    private final StringBuilder front = new StringBuilder();
    private final List<String> labels = new ArrayList<>();
    private int width;
    private int height;

    private Diagram() {}

    /** @throws IllegalArgumentException naming the line that is not understood */
    static String svg(String source) {
        Diagram diagram = new Diagram();
        source.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(diagram::draw);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">%n"
                        .formatted(diagram.width, diagram.height, diagram.width, diagram.height)
                + STYLE + diagram.back + diagram.front + String.join("", diagram.labels) + "</svg>\n";
    }

    private void draw(String line) {
        String[] parts = line.split("\\s*\\|\\s*");
        String[] words = parts[0].strip().split("\\s+");
        try {
            switch (words[0]) {
                case "size" -> {
                    width = number(words[1]);
                    height = number(words[2]);
                    back.append(rectangle("paper", new Box(0, 0, width, height)));
                }
                case "group" -> {
                    Box box = box(words, 1);
                    back.append(rectangle("group", box));
                    back.append(text("head", "start", box.x() + 12, box.y() + 21, parts[1]));
                }
                case "box" -> {
                    Box box = box(words, 2);
                    boxes.put(words[1], box);
                    front.append(rectangle(words[6], box));
                    int first = box.middleY() + 5 - (parts.length - 2) * 8;
                    for (int i = 1; i < parts.length; i++) {
                        front.append(
                                text(i == 1 ? "" : "small", "middle", box.middleX(), first + (i - 1) * 17, parts[i]));
                    }
                }
                case "arrow", "dashes" -> arrow(words, parts.length > 1 ? parts[1] : "");
                case "text" -> front.append(text("small", "start", number(words[1]), number(words[2]), parts[1]));
                default -> throw new IllegalArgumentException("an unknown word");
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("Not understood: " + line, e);
        }
    }

    /** From the middle of a side to the middle of a side: straight where both overlap, else with one bend. */
    private void arrow(String[] words, String label) {
        Box from = boxes.get(words[1]);
        Box to = boxes.get(words[2]);
        boolean besides = to.x() >= from.x() + from.width() || from.x() >= to.x() + to.width();
        boolean beneath = to.y() >= from.y() + from.height() || from.y() >= to.y() + to.height();
        int x1 = besides && !beneath ? (to.x() > from.x() ? from.x() + from.width() : from.x()) : from.middleX();
        int y1 = beneath ? (to.y() > from.y() ? from.y() + from.height() : from.y()) : from.middleY();
        int x2 = besides ? (to.x() > from.x() ? to.x() : to.x() + to.width()) : to.middleX();
        int y2 = besides ? to.middleY() : (to.y() > from.y() ? to.y() : to.y() + to.height());
        if (besides && !beneath) {
            int y = Math.max(from.y(), to.y()) + Math.min(from.y() + from.height(), to.y() + to.height());
            y1 = y / 2;
            y2 = y / 2;
        } else if (!besides) {
            int x = Math.max(from.x(), to.x()) + Math.min(from.x() + from.width(), to.x() + to.width());
            x1 = x / 2;
            x2 = x / 2;
        }
        String bend = besides && beneath ? " %d %d".formatted(x1, y2) : "";
        front.append("  <path class=\"arrow%s\" d=\"M%d %d%s %d %d\" marker-end=\"url(#tip)\"/>%n"
                .formatted(words[0].equals("dashes") ? " dashes" : "", x1, y1, bend, x2, y2));
        if (!label.isEmpty()) {
            boolean down = !besides;
            int x = besides && beneath ? (x1 + x2) / 2 : (x1 + x2) / 2 + (down ? 8 : 0);
            int y = besides && beneath ? y2 - 6 : (y1 + y2) / 2 + (down ? 4 : -6);
            labels.add(text("label", down ? "start" : "middle", x, y, label));
        }
    }

    private static Box box(String[] words, int at) {
        return new Box(number(words[at]), number(words[at + 1]), number(words[at + 2]), number(words[at + 3]));
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    private static String rectangle(String style, Box box) {
        return String.format(
                Locale.ROOT,
                "  <rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>%n",
                style,
                box.x(),
                box.y(),
                box.width(),
                box.height());
    }

    private static String text(String style, String anchor, int x, int y, String words) {
        String escaped = words.replace("&", "&amp;").replace("<", "&lt;");
        return "  <text class=\"%s\" text-anchor=\"%s\" x=\"%d\" y=\"%d\">%s</text>%n"
                .formatted(style, anchor, x, y, escaped);
    }
}
