package io.promotionbus.notification;

import java.util.List;

/**
 * Where the change of one merged pull request is.
 *
 * @param repository {@code owner/name}
 * @param number the pull request's
 * @param commit full SHA of the commit it became on its branch, which the images are built from
 * @param lines one per stage, upstream first
 */
public record ChangeReport(String repository, int number, String commit, List<Line> lines) {

    /**
     * One stage.
     *
     * @param context names the stage among the statuses of the commit
     * @param freight that carried the change when this was first so, Kargo's name
     * @param version how people know that Freight
     * @param sentence why it is not further, or that it runs there; in the language of the report, without anything that
     *     changes while nothing happens
     */
    public record Line(
            String context, String stage, Standing standing, String freight, String version, String sentence) {

        private boolean saysNoMoreThan(Line told) {
            return context.equals(told.context())
                    && stage.equals(told.stage())
                    && standing == told.standing()
                    && sentence.equals(told.sentence());
        }
    }

    /** How the change stands at a stage. */
    public enum Standing {
        /** It runs there. */
        THERE,
        /** It may still come by itself or by somebody's decision. */
        WAITING,
        /** It does not come unless somebody does something out of the ordinary. */
        STUCK
    }

    public ChangeReport {
        lines = List.copyOf(lines);
    }

    /**
     * This report without what is no news to readers of {@code told}: where a stage's standing and sentence are the same, the
     * version that was named with them stays. Every newer version carries all older changes too; if that were news, each
     * would rewrite what is said about all of them, and GitHub limits how much is written.
     */
    public ChangeReport newsAfter(ChangeReport told) {
        if (!commit.equals(told.commit())) {
            return this;
        }
        return new ChangeReport(
                repository,
                number,
                commit,
                lines.stream()
                        .map(line -> told.lines().stream()
                                .filter(line::saysNoMoreThan)
                                .findFirst()
                                .orElse(line))
                        .toList());
    }
}
