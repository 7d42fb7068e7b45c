package io.promotionbus.notification;

/**
 * The messages there are, and the values each one shows. A value that is missing is left out of the message; unknown ones
 * are ignored. Times are RFC 3339 strings in UTC; the message shows them in the recipient's zone. Values common to all:
 * {@code images} (list of repository names), {@code from} and {@code to} (versions as people know them: tags),
 * {@code path} (where the link leads, under {@code bus.public-url}; default depends on the template).
 */
public final class Templates {

    /**
     * Somebody's decision is needed. {@code expiresAt}, {@code require} (text), {@code commits}, {@code authors},
     * {@code replaces} (versions that people were asked about before).
     */
    public static final String APPROVAL_REQUESTED = "approval-requested";

    /** As {@link #APPROVAL_REQUESTED}, still open; {@code waitingSince}. */
    public static final String APPROVAL_REMINDER = "approval-reminder";

    /** The request was replaced; {@code by} (version that replaced it). */
    public static final String APPROVAL_SUPERSEDED = "approval-superseded";

    /** The request was rejected by somebody else; {@code decidedBy}, {@code comment}. */
    public static final String APPROVAL_REJECTED = "approval-rejected";

    /** A Promotion failed for good. {@code because}, {@code attempts}; to operators. */
    public static final String PROMOTION_FAILED = "promotion-failed";

    /** A Stage was promoted past its gate. {@code by}, {@code reason}; to operators and those who would have decided. */
    public static final String BREAK_GLASS_USED = "break-glass-used";

    /**
     * A Stage was rolled back. {@code because}; where the bus knows the reason by name, {@code cause} (its slug) and
     * {@code detail} (what the cluster said), which are told in the reader's language in its place.
     */
    public static final String ROLLED_BACK = "rolled-back";

    /** Automatic rollback stopped and a person is needed. {@code because}, {@code cause}, {@code detail}. */
    public static final String ROLLBACK_STOPPED = "rollback-stopped";

    /**
     * Nobody can tell whether a Stage is well; nothing is rolled back for that. {@code because}, {@code cause},
     * {@code detail}; to operators.
     */
    public static final String HEALTH_UNCLEAR = "health-unclear";

    /** Where the change of a pull request is; to the pull request itself. The text is made when it is sent. */
    public static final String CHANGE_PROGRESS = "change-progress";

    private Templates() {}
}
