package io.promotionbus.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The talk as Presenterm reads it: slides between {@code end_slide}, parts by the comments {@code parte: Name (n min)}. */
final class Slides {

    private static final Pattern PART = Pattern.compile("<!-- // parte: (.+) \\((\\d+) min\\) -->");
    private static final Pattern NOTE = Pattern.compile("<!--\nspeaker_note: \\|\n  (.+?)\n-->", Pattern.DOTALL);
    private static final Pattern IMAGE = Pattern.compile("!\\[image:width:(\\d+)%\\]\\(([^)]+)\\)");
    private static final Pattern FROM_FILE =
            Pattern.compile("<!-- // de: (\\S+) -->\\n```\\w+[^\\n]*\\n(.*?)\\n```", Pattern.DOTALL);

    static final int COLUMNS = 100;
    static final int ROWS = 30;
    /** Title with its rule and blank line, footer. */
    private static final int FRAME = 6;
    /** Code is centred in a plate with margins of its own; seen with Presenterm 0.16. */
    private static final int CODE_COLUMNS = 80;

    record Slide(String part, String title, String text) {

        boolean hasNote() {
            return NOTE.matcher(text).find();
        }

        List<String> images() {
            return IMAGE.matcher(text).results().map(image -> image.group(2)).toList();
        }

        /** Snippets that name the file they come from: file, lines. */
        Map<String, String> quoted() {
            Map<String, String> quoted = new LinkedHashMap<>();
            FROM_FILE.matcher(text).results().forEach(found -> quoted.put(found.group(1), found.group(2)));
            return quoted;
        }

        /** Rows that it takes in a terminal, pictures as high as screenshots are. */
        int rows() {
            int rows = FRAME;
            boolean code = false;
            for (String line : visible().split("\n", -1)) {
                Matcher image = IMAGE.matcher(line);
                if (line.startsWith("```")) {
                    code = !code;
                    rows++;
                } else if (image.matches()) {
                    // 16:9, and a cell is twice as high as it is wide.
                    rows += COLUMNS * Integer.parseInt(image.group(1)) / 100 * 9 / 16 / 2;
                } else if (code) {
                    rows++;
                } else {
                    rows += Math.max(1, Math.ceilDiv(line.length(), COLUMNS - 6));
                }
            }
            return rows;
        }

        List<String> wideCode() {
            List<String> wide = new ArrayList<>();
            boolean code = false;
            for (String line : visible().split("\n", -1)) {
                code = line.startsWith("```") != code;
                if (code && line.length() > CODE_COLUMNS) {
                    wide.add(line);
                }
            }
            return wide;
        }

        private String visible() {
            return text.replaceAll("(?s)<!--.*?-->", "").strip();
        }
    }

    record Part(String name, int minutes, List<Slide> slides) {}

    private Slides() {}

    static List<Part> read() {
        String all = Repository.read(Repository.file("presentation/slides.md"));
        String body = all.substring(all.indexOf("\n---\n", 3) + 5);
        List<Part> parts = new ArrayList<>();
        for (String text : body.split("<!-- end_slide -->")) {
            Matcher part = PART.matcher(text);
            if (part.find()) {
                parts.add(new Part(part.group(1), Integer.parseInt(part.group(2)), new ArrayList<>()));
            }
            String content = PART.matcher(text).replaceAll("").strip();
            String title = content.lines().findFirst().orElse("");
            String rest = content.replaceFirst("(?s)^.*?\\n===+\\n", "");
            parts.getLast().slides().add(new Slide(parts.getLast().name(), title, rest));
        }
        return parts;
    }
}
