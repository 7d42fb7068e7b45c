package io.promotionbus.feed;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The number of the pull request that a commit of the default branch came by, as GitHub writes it into the title: at the
 * beginning for a merge, at the end for a squash. A rebase leaves none; then only the pull request's own webhook tells.
 */
final class PullRequestNumber {

    private static final Pattern MERGE = Pattern.compile("^Merge pull request #(\\d{1,9}) from ");
    private static final Pattern SQUASH = Pattern.compile("\\(#(\\d{1,9})\\)\\s*$");

    private PullRequestNumber() {}

    static OptionalInt of(String message) {
        String title = message.lines().findFirst().orElse("");
        Matcher merge = MERGE.matcher(title);
        if (merge.find()) {
            return OptionalInt.of(Integer.parseInt(merge.group(1)));
        }
        Matcher squash = SQUASH.matcher(title);
        return squash.find() ? OptionalInt.of(Integer.parseInt(squash.group(1))) : OptionalInt.empty();
    }
}
