package io.promotionbus.users;

import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What can go wrong with a request, each with the status it answers. */
abstract sealed class UserProblems extends RuntimeException {

    final String slug;
    final int status;
    final transient Object[] arguments;

    private UserProblems(String slug, int status, Object... arguments) {
        super(slug);
        this.slug = slug;
        this.status = status;
        this.arguments = arguments;
    }

    /** The field of the body or the parameter that is to blame, if one is. */
    @Nullable
    String field() {
        return null;
    }

    static final class NotFound extends UserProblems {
        NotFound(UUID id) {
            super("not-found", 404, id);
        }
    }

    static final class Stale extends UserProblems {
        Stale(UUID id) {
            super("stale", 412, id);
        }
    }

    static final class PreconditionMissing extends UserProblems {
        PreconditionMissing() {
            super("precondition-required", 428);
        }
    }

    static final class EmailTaken extends UserProblems {

        private static final String UNIQUE_VIOLATION = "23505";

        private EmailTaken() {
            super("email-taken", 409);
        }

        @Override
        String field() {
            return "email";
        }

        /** This problem if the database refused a second user with the address, else the failure as it was. */
        static RuntimeException orElse(RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof SQLException sql
                        && UNIQUE_VIOLATION.equals(sql.getSQLState())
                        && String.valueOf(sql.getMessage()).contains("users_email_key")) {
                    return new EmailTaken();
                }
            }
            return failure;
        }
    }

    static final class BadParameter extends UserProblems {

        private final String field;
        final String messageKey;

        BadParameter(String field, String messageKey, Object... arguments) {
            super("bad-request", 400, arguments);
            this.field = field;
            this.messageKey = messageKey;
        }

        @Override
        String field() {
            return field;
        }
    }
}
