package io.promotionbus.sandbox.cluster.kargo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of the expr language that promotion steps and Freight creation criteria here use: member access, function
 * calls, literals, {@code ! == != < <= > >= && || + ?:} and parentheses.
 */
final class Expressions {

    private static final Pattern TEMPLATE = Pattern.compile("\\$\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(\\d+(?:\\.\\d+)?)|'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\""
                    + "|([A-Za-z_][A-Za-z0-9_]*)|(==|!=|<=|>=|&&|\\|\\||[-+!<>?:().,\\[\\]]))");

    /** What names mean. */
    interface Scope {
        /** A variable; null if there is none of that name. */
        @Nullable
        Object variable(String name);

        /** A function's result. */
        @Nullable
        Object call(String function, List<@Nullable Object> arguments);
    }

    /** The expression is wrong or cannot be evaluated. */
    static final class ExpressionException extends RuntimeException {
        ExpressionException(String message) {
            super(message, null, false, false);
        }
    }

    private final List<String> tokens = new ArrayList<>();
    private final Scope scope;
    private int at;

    private Expressions(String text, Scope scope) {
        this.scope = scope;
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (end < text.stripTrailing().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw new ExpressionException("unexpected input at " + end + " in: " + text);
            }
            if (matcher.group(2) != null || matcher.group(3) != null) {
                String literal = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
                tokens.add("'" + literal.replaceAll("\\\\(.)", "$1"));
            } else {
                tokens.add(matcher.group().strip());
            }
            end = matcher.end();
        }
    }

    static @Nullable Object evaluate(String expression, Scope scope) {
        Expressions parser = new Expressions(expression, scope);
        Object value = parser.ternary();
        if (parser.at < parser.tokens.size()) {
            throw new ExpressionException("unexpected " + parser.tokens.get(parser.at) + " in: " + expression);
        }
        return value;
    }

    /** A text with <code>${{ … }}</code> parts filled in. */
    static String template(String text, Scope scope) {
        Matcher matcher = TEMPLATE.matcher(text);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            Object value = evaluate(matcher.group(1).strip(), scope);
            matcher.appendReplacement(filled, Matcher.quoteReplacement(value == null ? "" : value.toString()));
        }
        return matcher.appendTail(filled).toString();
    }

    private boolean accept(String token) {
        if (at < tokens.size() && tokens.get(at).equals(token)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw new ExpressionException("expected " + token);
        }
    }

    private @Nullable Object ternary() {
        Object condition = or();
        if (!accept("?")) {
            return condition;
        }
        Object yes = ternary();
        expect(":");
        Object no = ternary();
        return truth(condition) ? yes : no;
    }

    private @Nullable Object or() {
        Object left = and();
        while (accept("||")) {
            boolean right = truth(and());
            left = truth(left) || right;
        }
        return left;
    }

    private @Nullable Object and() {
        Object left = comparison();
        while (accept("&&")) {
            boolean right = truth(comparison());
            left = truth(left) && right;
        }
        return left;
    }

    private @Nullable Object comparison() {
        Object left = sum();
        for (String operator : List.of("==", "!=", "<=", ">=", "<", ">")) {
            if (accept(operator)) {
                Object right = sum();
                return switch (operator) {
                    case "==" -> Objects.equals(left, right);
                    case "!=" -> !Objects.equals(left, right);
                    case "<=" -> compare(left, right) <= 0;
                    case ">=" -> compare(left, right) >= 0;
                    case "<" -> compare(left, right) < 0;
                    default -> compare(left, right) > 0;
                };
            }
        }
        return left;
    }

    private static int compare(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Double a && right instanceof Double b) {
            return a.compareTo(b);
        }
        return String.valueOf(left).compareTo(String.valueOf(right));
    }

    private @Nullable Object sum() {
        Object left = unary();
        while (accept("+")) {
            Object right = unary();
            left = left instanceof Double a && right instanceof Double b
                    ? (Object) Double.valueOf(a + b)
                    : String.valueOf(left) + right;
        }
        return left;
    }

    private @Nullable Object unary() {
        if (accept("!")) {
            return !truth(unary());
        }
        Object value = primary();
        while (true) {
            if (accept(".")) {
                value = member(value, tokens.get(at++));
            } else if (accept("[")) {
                Object key = ternary();
                expect("]");
                value = member(value, String.valueOf(key));
            } else {
                return value;
            }
        }
    }

    private static @Nullable Object member(@Nullable Object value, String name) {
        if (value instanceof Map<?, ?> map) {
            return map.get(name);
        }
        if (value == null) {
            throw new ExpressionException("cannot fetch " + name + " from nil");
        }
        throw new ExpressionException("cannot fetch " + name + " from " + value);
    }

    private @Nullable Object primary() {
        if (accept("(")) {
            Object inner = ternary();
            expect(")");
            return inner;
        }
        if (at >= tokens.size()) {
            throw new ExpressionException("unexpected end");
        }
        String token = tokens.get(at++);
        if (token.startsWith("'")) {
            return token.substring(1);
        }
        if (Character.isDigit(token.charAt(0))) {
            return Double.valueOf(token);
        }
        return switch (token) {
            case "true" -> Boolean.TRUE;
            case "false" -> Boolean.FALSE;
            case "nil", "null" -> null;
            default -> named(token);
        };
    }

    private @Nullable Object named(String name) {
        if (!accept("(")) {
            return scope.variable(name);
        }
        List<@Nullable Object> arguments = new ArrayList<>();
        while (!accept(")")) {
            arguments.add(ternary());
            if (!accept(",")) {
                expect(")");
                break;
            }
        }
        return scope.call(name, arguments);
    }

    private static boolean truth(@Nullable Object value) {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if (value == null) {
            return false;
        }
        throw new ExpressionException("not a boolean: " + value);
    }
}
