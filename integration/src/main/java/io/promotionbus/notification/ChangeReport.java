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
     * @param freight that carries the change, Kargo's name
     * @param version how people know that Freight
     * @param sentence why it is not further, or that it runs there; in the language of the report, without anything that
     *     changes while nothing happens
     */
    public record Line(
            String context, String stage, Standing standing, String freight, String version, String sentence) {}

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
}
