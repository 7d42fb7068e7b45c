package io.promotionbus.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One page: its fenced blocks, the anchors that GitHub gives its headings, and its links. Fences are three backticks or
 * more; what stands in them or between backticks is no link.
 */
record Markdown(Path file, List<Block> blocks, Set<String> anchors, List<Link> links) {

    private static final Pattern FENCE = Pattern.compile("^\\s*(`{3,})\\s*(.*?)\\s*$");
    private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*\\]\\(([^()\\s]+)(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern TAG = Pattern.compile("<(?:img|a|video|source)\\b[^>]*\\b(?:src|href)=\"([^\"]+)\"");

    /** @param info the words after the fence, such as {@code sh run} */
    record Block(String info, String text, int line) {}

    record Link(String target, int line) {

        boolean isInternal() {
            return !target.matches("^[a-z][a-z+.-]*:.*") && !target.startsWith("//");
        }
    }

    static Markdown read(Path file) {
        List<Block> blocks = new ArrayList<>();
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> repeated = new HashMap<>();
        List<Link> links = new ArrayList<>();
        List<String> lines = Repository.read(file).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher fence = FENCE.matcher(lines.get(i));
            if (fence.matches()) {
                int opened = i + 1;
                StringBuilder text = new StringBuilder();
                while (++i < lines.size() && !lines.get(i).strip().equals(fence.group(1))) {
                    text.append(lines.get(i)).append('\n');
                }
                blocks.add(new Block(fence.group(2), text.toString(), opened));
                continue;
            }
            Matcher heading = HEADING.matcher(lines.get(i));
            if (heading.matches()) {
                String slug = slug(heading.group(1));
                int before = repeated.merge(slug, 1, Integer::sum) - 1;
                anchors.add(before == 0 ? slug : slug + "-" + before);
            }
            String prose = lines.get(i).replaceAll("`[^`]*`", "");
            for (Pattern pattern : List.of(LINK, TAG)) {
                Matcher link = pattern.matcher(prose);
                while (link.find()) {
                    links.add(new Link(link.group(1), i + 1));
                }
            }
        }
        return new Markdown(file, List.copyOf(blocks), Set.copyOf(anchors), List.copyOf(links));
    }

    /** As GitHub makes it: lower case, punctuation away, blanks to hyphens. */
    private static String slug(String heading) {
        return heading.replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}_ -]", "")
                .replace(' ', '-');
    }
}
