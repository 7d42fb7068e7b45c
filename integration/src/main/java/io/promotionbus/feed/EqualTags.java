package io.promotionbus.feed;

import io.promotionbus.intake.ImageName;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Recognises the one kind of {@code freightCreationCriteria} that the bus can decide by itself: that subscribed images have
 * equal tags. Everything else is left to Kargo.
 */
final class EqualTags {

    private static final String TAG = "imageFrom\\(\\s*(?:'([^'\\\\]+)'|\"([^\"\\\\]+)\")\\s*\\)\\s*\\.\\s*Tag";
    private static final Pattern EQUALITY = Pattern.compile("\\s*" + TAG + "\\s*==\\s*" + TAG + "\\s*");

    private EqualTags() {}

    /** Whether the expression only asks for equal tags of images among {@code repoUrls}. */
    static boolean asks(String expression, Set<String> repoUrls) {
        Set<String> known = repoUrls.stream().map(EqualTags::normal).collect(Collectors.toSet());
        String text = expression.strip();
        if (text.startsWith("${{") && text.endsWith("}}")) {
            text = text.substring(3, text.length() - 2);
        }
        for (String clause : text.split("&&|\\band\\b", -1)) {
            Matcher matcher = EQUALITY.matcher(clause);
            if (!matcher.matches()
                    || !known.contains(normal(either(matcher, 1)))
                    || !known.contains(normal(either(matcher, 3)))) {
                return false;
            }
        }
        return true;
    }

    private static String either(Matcher matcher, int group) {
        String single = matcher.group(group);
        return single != null ? single : matcher.group(group + 1);
    }

    private static String normal(String repoUrl) {
        return ImageName.parse(repoUrl).map(ImageName::toString).orElse(repoUrl);
    }
}
