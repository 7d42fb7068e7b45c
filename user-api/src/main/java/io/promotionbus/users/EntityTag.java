package io.promotionbus.users;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Strong entity tags of the form {@code "7"} (RFC 9110, section 8.8.3). */
final class EntityTag {

    private static final Pattern STRONG = Pattern.compile("\"(\\d{1,18})\"");

    private EntityTag() {}

    static String of(User user) {
        return "\"" + user.version() + "\"";
    }

    /**
     * Refuses a change made against another version than the current one. {@code *} matches any existing user
     * (RFC 9110, section 13.1.1); weak tags never match.
     */
    static void check(@Nullable String ifMatch, User user) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new UserProblems.PreconditionMissing();
        }
        if (ifMatch.strip().equals("*")) {
            return;
        }
        for (String tag : ifMatch.split(",")) {
            Matcher matcher = STRONG.matcher(tag.strip());
            if (matcher.matches() && user.isAt(Long.parseLong(matcher.group(1)))) {
                return;
            }
        }
        throw new UserProblems.Stale(user.id());
    }
}
